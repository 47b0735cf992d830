/** Who asks, by the code tables of the content log; age in years. Empty: not written down. */
export interface Asker { csex: string; cage: string; ctype: string; cutype: string; cetype: string; cindu: string }

/** One question of a call, as it is being written. `ended`: its handler has done with it. */
export interface Draft { asker: Asker; asked: string; answered: string; classification: string; ended: boolean }

/** One person's question of one call: machines are shared, and nobody's words go out under another's name. */
export interface DraftKey { person: string; callId: string; id: string }

const PREFIX = 'zhiyin.question.';
/** Drafts of calls long ago, which the server never took, go. */
const KEPT = 50;

export const nobody = (): Asker => ({ csex: '', cage: '', ctype: '', cutype: '', cetype: '', cindu: '' });

/** 32 hexadecimal digits; a page that came without TLS has no `randomUUID`. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

/** Question and answer in one line each. */
export function questionText(question: { asked: string; answered: string }): string {
  return [question.asked, question.answered].filter(Boolean).join('\n');
}

function name(key: DraftKey): string {
  return `${PREFIX}${key.person}.${key.callId}.${key.id}`;
}

/** What an agent wrote, kept on this machine until the server has it: a reload, a crash or a lost connection loses nothing. */
export function keptDraft(key: DraftKey, store: Storage = localStorage): Draft | null {
  try {
    const kept = JSON.parse(store.getItem(name(key)) ?? 'null');
    if (typeof kept?.asked !== 'string') return null;
    return { asker: { ...nobody(), ...kept.asker }, asked: kept.asked, answered: String(kept.answered ?? ''), classification: String(kept.classification ?? ''), ended: !!kept.ended };
  } catch {
    return null;
  }
}

export function keepDraft(key: DraftKey, draft: Draft, store: Storage = localStorage): void {
  try {
    store.setItem(name(key), JSON.stringify({ ...draft, at: Date.now() }));
    forgetOldest(store);
  } catch {
    // A full store must not stop the typing; the server still gets it.
  }
}

export function dropDraft(key: DraftKey, store: Storage = localStorage): void {
  store.removeItem(name(key));
}

/** That person's questions that are kept here. */
export function keptKeys(person: string, store: Storage = localStorage): DraftKey[] {
  const prefix = `${PREFIX}${person}.`;
  return keys(store).filter(key => key.startsWith(prefix)).map(key => {
    const rest = key.slice(prefix.length);
    const dot = rest.lastIndexOf('.');
    return { person, callId: rest.slice(0, dot), id: rest.slice(dot + 1) };
  });
}

function keys(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, i) => store.key(i)!).filter(key => key.startsWith(PREFIX));
}

function forgetOldest(store: Storage): void {
  const age = (key: string) => JSON.parse(store.getItem(key)!).at ?? 0;
  keys(store).sort((a, b) => age(a) - age(b)).slice(0, Math.max(0, keys(store).length - KEPT)).forEach(key => store.removeItem(key));
}
