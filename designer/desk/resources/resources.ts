import type { Words } from '../shell/language';

/** What the hotline has in use, as /api/resources says it. */
export interface Used { used: number; of: number }
export interface Trunk { id: string; address: string; transport: string; prefixes: string[]; reach: 'NOT_KNOWN' | 'REACHABLE' | 'UNREACHABLE'; since: string | null; calls: number }
export interface Channel {
  callId: string; caller: string; dialed: string; direction: 'IN' | 'OUT' | 'INTERNAL'; since: string; line: string | null; people: string[]; recordedSeconds: number | null;
  flow: { id: string; title: Words; version: number; element: string; name: string; step: string } | null;
}
export interface Phone { number: string; address: string; transport: string; until: string; people: string[] }
export interface Resources { calls: Used; ports: Used; phones: Used; recorded: number; outgoing: boolean; mayHangUp: boolean; trunks: Trunk[]; channels: Channel[]; registered: Phone[] }
