/** The frame of every page: navigation, time range, value stream, language, appearance, and the age of the data. */
import type { ComponentChildren } from 'preact';
import { useView } from '../context';
import type { Link } from '../data/connection';
import { age } from '../format';
import { useTexts } from '../i18n';
import { LANGUAGES, type Page, RANGES, THEMES, type ThemeName } from '../route';
import { HOUR } from '../time';

const TABS: readonly Page[] = ['streams', 'timeline', 'changes', 'calendar', 'correlations', 'maturity'];

/** From this age of the newest data on, the page shows a notice. */
export const STALE_AFTER = HOUR;

function Brand() {
  const texts = useTexts();
  const { href } = useView();
  return (
    <a class="brand" href={href({ page: 'streams' })}>
      <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="var(--accent)" stroke-linecap="round">
        <circle cx="14" cy="14" r="10" stroke-width="3" />
        <path d="M21.5 21.5l7 7" stroke-width="3.5" />
        <path d="M9 16l3-3 3 2 4-5" stroke-width="2" />
      </svg>
      {texts.product}
    </a>
  );
}

function Navigation() {
  const texts = useTexts();
  const { route, href } = useView();
  const current = route.page === 'change' ? 'changes' : route.page;
  return (
    <nav class="nav" aria-label={texts.nav.label}>
      {TABS.map((page) => (
        <a key={page} href={href({ page })} aria-current={page === current ? 'page' : undefined}>
          {texts.nav[page]}
        </a>
      ))}
    </nav>
  );
}

function Preferences() {
  const texts = useTexts();
  const { route, go } = useView();
  return (
    <div class="bar" style={{ padding: 0, margin: 0, gap: '0.75rem' }}>
      <fieldset class="choice">
        <legend class="hidden">{texts.controls.language}</legend>
        {LANGUAGES.map((lang) => (
          <button key={lang} type="button" lang={lang} aria-pressed={route.lang === lang} onClick={() => go({ lang })}>
            {lang === 'zh' ? '中文' : 'English'}
          </button>
        ))}
      </fieldset>
      <label class="field">
        <span class="hidden">{texts.controls.theme}</span>
        <select value={route.theme} onChange={(event) => go({ theme: event.currentTarget.value as ThemeName })}>
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {texts.controls.themes[theme]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Whether a page shows a time range; the pages of a change and of maturity do not. */
function withRange(page: Page): boolean {
  return page !== 'change' && page !== 'maturity';
}

function Controls(props: { link: Link }) {
  const texts = useTexts();
  const { route, go, catalog } = useView();
  const withStream = route.page !== 'change' && route.page !== 'streams';
  const everyStream = route.page !== 'timeline';
  return (
    <div class="controls">
      <div class="bar">
        {withRange(route.page) && (
          <fieldset class="choice">
            <legend class="hidden">{texts.controls.range}</legend>
            {RANGES.map((range) => (
              <button key={range} type="button" aria-pressed={route.range === range} onClick={() => go({ range, more: {} })}>
                {texts.controls.ranges[range]}
              </button>
            ))}
          </fieldset>
        )}
        {withStream && (
          <label class="field">
            {texts.controls.stream}
            <select value={everyStream || route.stream !== '' ? route.stream : (catalog.streams[0]?.value_stream ?? '')} onChange={(event) => go({ stream: event.currentTarget.value, more: {} })}>
              {everyStream && <option value="">{texts.controls.allStreams}</option>}
              {catalog.streams.map((stream) => (
                <option key={stream.value_stream} value={stream.value_stream}>
                  {catalog.stream(stream.value_stream)}
                </option>
              ))}
            </select>
          </label>
        )}
        <Freshness link={props.link} />
      </div>
    </div>
  );
}

function Freshness(props: { link: Link }) {
  const texts = useTexts();
  const { times, span, route } = useView();
  const pulse = props.link.pulse;
  if (pulse === null || pulse.newest === null) {
    return (
      <span class="fresh push" role="status">
        {props.link.state === 'connecting' ? texts.status.connecting : ''}
      </span>
    );
  }
  return (
    <span class="fresh push">
      {span !== null && withRange(route.page)
        ? texts.status.span(times.date(span.from), times.dateTime(pulse.newest))
        : texts.status.dataUntil(times.dateTime(pulse.newest))}{' '}
      {times.timeZone} · {' '}
      {pulse.now - pulse.newest < STALE_AFTER ? texts.status.fresh : texts.status.old(age(pulse.now - pulse.newest, texts))}
    </span>
  );
}

function Notices(props: { link: Link }) {
  const texts = useTexts();
  const { times, span, newestMinute, route } = useView();
  const { state, pulse, reason } = props.link;
  const stale = pulse?.newest != null && pulse.now - pulse.newest >= STALE_AFTER;
  const kpisStop = state === 'up' && newestMinute !== null && span !== null && newestMinute < span.from && route.page !== 'change';
  return (
    <>
      <div class="notice" role="alert" data-part="down">
        {state === 'down' && (
          <div class="bad">
            {pulse === null ? texts.status.downEmpty : texts.status.down} <span class="muted">{`${texts.status.reason}: ${reason}`}</span>
          </div>
        )}
      </div>
      {state === 'up' && (stale || kpisStop) && (
        <div class="notice" role="status" data-part="stale">
          <div>
            {stale && pulse?.newest != null && texts.status.stale(age(pulse.now - pulse.newest, texts))}{' '}
            {kpisStop && texts.status.kpisStopBefore(times.dateTime(newestMinute))}
          </div>
        </div>
      )}
    </>
  );
}

export function Shell(props: { link: Link; children: ComponentChildren }) {
  const texts = useTexts();
  return (
    <>
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault(); // The hash is the route.
        document.getElementById('content')?.focus();
      }}>
        {texts.skip}
      </a>
      <header class="head">
        <div class="bar">
          <Brand />
          <Navigation />
          <Preferences />
        </div>
        <Controls link={props.link} />
      </header>
      <Notices link={props.link} />
      <main id="content" tabIndex={-1}>
        {props.children}
      </main>
    </>
  );
}
