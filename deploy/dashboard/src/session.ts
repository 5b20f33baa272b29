/**
 * The local stack gives `config.json` only to pages that have a session. The link that it prints carries a code behind the
 * `#`, which is exchanged for one here. A session is kept by the browser for this origin alone, port included, which a
 * cookie would not be. A web server of one's own asks for none.
 */

const KEY = 'changelens.session';
const CODE = /([?&])code=([\w-]+)&?/;
let session: string | null = null;

/** Whether an address's hash carries a code. */
export function hasCode(hash: string): boolean {
  return CODE.test(hash);
}

/** The code in a hash, and the hash without it. */
export function splitCode(hash: string): { code: string; rest: string } {
  const code = CODE.exec(hash)?.[2] ?? '';
  return { code, rest: hash.replace(CODE, '$1').replace(/[?&]$/, '') };
}

function remember(given: string): void {
  session = given;
  try {
    localStorage.setItem(KEY, given);
  } catch {
    // Storage is turned off: the session lasts as long as the page.
  }
}

/** Takes a code out of the address, so that it is neither bookmarked nor shared, and exchanges it for a session. */
export async function signIn(): Promise<void> {
  if (!hasCode(location.hash)) return;
  const { code, rest } = splitCode(location.hash);
  history.replaceState(null, '', location.pathname + location.search + rest);
  const response = await fetch('./session', { method: 'POST', body: code, headers: { 'Content-Type': 'text/plain' } });
  if (!response.ok) return; // An old link: a session of before may still be good.
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'session' in answer && typeof answer.session === 'string') remember(answer.session);
}

/** What to send with the request for `config.json`. */
export function sessionHeaders(): Record<string, string> {
  try {
    session ??= localStorage.getItem(KEY);
  } catch {
    // Storage is turned off.
  }
  return session === null ? {} : { 'X-Changelens-Session': session };
}
