package zhiyin.sip;

import javax.sip.SipProvider;

/** What all parts of one endpoint share. */
record SipNode(SipSettings settings, SipProvider provider, Messages messages, SipThreads threads, Legs legs, TrunkTable trunks,
               Registrations registrations, Sources sources, SipEvents events, Tally tally) {
}
