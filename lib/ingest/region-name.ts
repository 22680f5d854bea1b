import { normaliseName } from '@/lib/market/names';
import type { Region } from '@/lib/market/region';

/** Whether `said` names `region`: its number, name, panel name or an alias, in any case and punctuation. */
export function namesRegion(said: unknown, region: Region): boolean {
  if (typeof said === 'number') return said === region.id;
  if (typeof said !== 'string' || said.length > 80) return false;
  if (region.aliases.includes(said.toLowerCase())) return true;
  const name = normaliseName(said);
  if (name === String(region.id) || name === normaliseName(region.name)) return true;
  if (region.panelName !== null && name === normaliseName(region.panelName)) return true;
  return region.aliases.some((alias) => normaliseName(alias) === name);
}
