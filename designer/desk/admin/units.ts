import type { Grant, Unit } from '../shell/api';
import type { Language } from '../shell/language';

/** A unit with how deep it stands in what the reader sees. */
export interface Placed extends Unit { depth: number }

/** Each unit behind the one it belongs to, siblings by name. A unit whose parent is out of sight stands at the top. */
export function tree(units: Unit[], language: Language): Placed[] {
  const known = new Set(units.map(unit => unit.id));
  const placed: Placed[] = [];
  function place(parent: string | null, depth: number): void {
    units.filter(unit => (unit.parent && known.has(unit.parent) ? unit.parent : null) === parent)
      .sort((a, b) => a.name[language].localeCompare(b.name[language], language === 'zh' ? 'zh-CN' : 'en'))
      .forEach(unit => { placed.push({ ...unit, depth }); place(unit.id, depth + 1); });
  }
  place(null, 0);
  return placed;
}

/** Whether one is the other, or above it. */
export function holds(above: string, unit: string | null, units: Unit[]): boolean {
  for (let at = unit; at; at = units.find(u => u.id === at)?.parent ?? null) if (at === above) return true;
  return false;
}

/** The units that somebody with these roles administers. */
export function administeredUnits(roles: Grant[], units: Unit[]): Unit[] {
  const own = roles.filter(grant => grant.role === 'ADMIN').map(grant => grant.unit);
  return units.filter(unit => own.some(above => holds(above, unit.id, units)));
}
