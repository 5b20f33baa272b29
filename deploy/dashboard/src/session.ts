/**
 * The session with the local stack, which returns `config.json` only to pages that have one. The link that the stack prints carries a
 * code behind the `#`, which is exchanged for a session here. The browser stores the session for this origin only, including the port;
 * a cookie would be shared by all ports. Other web servers need no session.
 */

const KEY = 'changelens.session';
const CODE = /([?&])code=([\w-]+)&?/;
let session: string | null = null;

/** Whether the hash of an address carries a code. */
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
    // Storage is disabled: the session lasts as long as the page.
  }
}

/** Removes a code from the address, so that it is neither bookmarked nor shared, and exchanges it for a session. */
export async function signIn(): Promise<void> {
  if (!hasCode(location.hash)) return;
  const { code, rest } = splitCode(location.hash);
  history.replaceState(null, '', location.pathname + location.search + rest);
  const response = await fetch('./session', { method: 'POST', body: code, headers: { 'Content-Type': 'text/plain' } });
  if (!response.ok) return; // An old link: an earlier session may still be valid.
  const answer: unknown = await response.json();
  if (typeof answer === 'object' && answer !== null && 'session' in answer && typeof answer.session === 'string') remember(answer.session);
}

/** Headers of the request for `config.json`. */
export function sessionHeaders(): Record<string, string> {
  try {
    session ??= localStorage.getItem(KEY);
  } catch {
    // Storage is disabled.
  }
  return session === null ? {} : { 'X-Changelens-Session': session };
}
