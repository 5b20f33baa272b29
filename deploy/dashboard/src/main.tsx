import { render } from 'preact';
import { App } from './app';
import { loadConfig, NotSignedIn, restrictTo } from './config';
import { Connection } from './data/connection';
import { ConnectionContext } from './data/use-rows';
import { preferredLanguage, TEXTS } from './i18n';
import { type Language, LANGUAGES, parseRoute } from './route';
import { hasCode, signIn } from './session';
import './styles.css';

const root = document.getElementById('app');
if (root === null) throw new Error('no element to show the page in');

// Opening a link with a code in a tab that shows the page changes the hash only.
window.addEventListener('hashchange', () => {
  if (hasCode(location.hash)) location.reload();
});

/** Instructions to get access: in the language of the page first, then in the other one. */
function showHint(first: Language): void {
  const main = document.createElement('main');
  const title = document.createElement('h1');
  title.textContent = TEXTS[first].product;
  main.append(title);
  for (const lang of [first, ...LANGUAGES.filter((other) => other !== first)]) {
    const line = document.createElement('p');
    line.lang = lang === 'zh' ? 'zh-CN' : 'en';
    line.className = 'state';
    line.dataset['part'] = 'sign-in';
    line.textContent = TEXTS[lang].status.signIn;
    main.append(line);
  }
  root?.replaceChildren(main);
}

try {
  await signIn();
  const config = await loadConfig();
  restrictTo(config);
  const connection = new Connection(config);
  connection.start();
  render(
    <ConnectionContext.Provider value={connection}>
      <App config={config} />
    </ConnectionContext.Provider>,
    root,
  );
} catch (error) {
  const { lang } = parseRoute(location.hash, preferredLanguage(navigator.languages));
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  if (error instanceof NotSignedIn) showHint(lang);
  else showFailure(lang, error);
}

function showFailure(lang: Language, error: unknown): void {
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.className = 'state failed';
  message.textContent = `${TEXTS[lang].status.configMissing} ${error instanceof Error ? error.message : String(error)}`;
  root?.replaceChildren(message);
}
