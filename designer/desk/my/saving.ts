import { dropDraft, keepDraft, keptDraft, type Draft, type DraftKey } from './draft';

/** quiet: nothing to save. */
export type Saving = 'quiet' | 'saving' | 'saved' | 'unsaved';

const WAIT_MS = 800;
const RETRY_MS = 5000;

/** Saves a question as it is typed: on this machine at every key, on the server a moment after the last one, and again until it has it. */
export class QuestionKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private version = 0;
  private kept = 0;

  /**
   * @param send   puts it to the server; fails where it could not
   * @param report told of every change of state
   */
  constructor(private readonly key: DraftKey, private readonly send: (key: DraftKey, draft: Draft) => Promise<unknown>, private readonly report: (state: Saving) => void,
              private readonly store: Storage = localStorage) { }

  /** What to show first: what this machine kept, else what the server has. */
  begin(server: Draft): Draft {
    const kept = keptDraft(this.key, this.store);
    if (kept) this.changed(kept);
    return kept ?? server;
  }

  changed(draft: Draft): void {
    this.version++;
    keepDraft(this.key, draft, this.store);
    this.later(draft, WAIT_MS);
  }

  /** Saves now what is not saved yet. */
  async flush(draft: Draft): Promise<void> {
    clearTimeout(this.timer);
    if (this.version !== this.kept) await this.save(draft);
  }

  private later(draft: Draft, milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(draft), milliseconds);
  }

  private async save(draft: Draft): Promise<void> {
    const version = this.version;
    this.report('saving');
    try {
      await this.send(this.key, draft);
      this.kept = Math.max(this.kept, version);
      if (this.version === version) {
        dropDraft(this.key, this.store);
        this.report('saved');
      }
    } catch {
      this.report('unsaved');
      if (this.version === version) this.later(draft, RETRY_MS);
    }
  }
}
