import { render } from 'preact';
import { App } from './app';
import { loadConfig, restrictTo } from './config';
import { Connection } from './data/connection';
import { ConnectionContext } from './data/use-rows';
import { preferredLanguage, TEXTS } from './i18n';
import { parseRoute } from './route';
import './styles.css';

const root = document.getElementById('app');
if (root === null) throw new Error('no element to show the page in');

try {
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
  const message = document.createElement('p');
  message.setAttribute('role', 'alert');
  message.className = 'state failed';
  message.textContent = `${TEXTS[lang].status.configMissing} ${error instanceof Error ? error.message : String(error)}`;
  root.replaceChildren(message);
}
