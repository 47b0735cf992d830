/** One person's note of one call: machines are shared, and nobody's words go out under another's name. */
export interface DraftKey { person: string; callId: string }

/** What an agent wrote of a call, kept on this machine until the server has it: a reload, a crash or a lost connection loses nothing. */
export interface Draft { text: string; classification: string }

const PREFIX = 'zhiyin.note.';
/** Drafts of calls long ago, which the server never took, go. */
const KEPT = 50;

function name(key: DraftKey): string {
  return `${PREFIX}${key.person}.${key.callId}`;
}

export function keptDraft(key: DraftKey, store: Storage = localStorage): Draft | null {
  try {
    const kept = JSON.parse(store.getItem(name(key)) ?? 'null');
    return kept && typeof kept.text === 'string' ? { text: kept.text, classification: String(kept.classification ?? '') } : null;
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

/** The calls of which that person's notes are kept here. */
export function keptCalls(person: string, store: Storage = localStorage): string[] {
  const prefix = `${PREFIX}${person}.`;
  return keys(store).filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
}

function keys(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, i) => store.key(i)!).filter(key => key.startsWith(PREFIX));
}

function forgetOldest(store: Storage): void {
  const age = (key: string) => JSON.parse(store.getItem(key)!).at ?? 0;
  keys(store).sort((a, b) => age(a) - age(b)).slice(0, Math.max(0, keys(store).length - KEPT)).forEach(key => store.removeItem(key));
}
