/** How a supervisor can take part in a call. */
export type Mode = 'LISTEN' | 'WHISPER' | 'JOIN';

/** States in which a supervisor's phone is at a call, or on its way; any other says why it is not. */
export const THERE = { RINGING: true, LISTENING: true, WHISPERING: true, JOINED: true } as const;
