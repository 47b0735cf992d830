import { codeTable } from '../shell/codeTable';

/** The centre's classes of those who call. */
export const { codes: partyCategories, load: loadPartyCategories, name: partyCategory } = codeTable('PARTY');
