import { type AlertNews, heaviestFirst, type OpenAlerts } from '@/lib/live/alert-news';

/** The list after one alert changed; older news than the list already holds changes nothing. */
export function applyAlert(list: OpenAlerts, news: AlertNews): OpenAlerts {
  const held = list.alerts.find((a) => a.id === news.id);
  if (held === undefined ? news.seq <= list.seq : news.seq <= held.seq) return list;
  const others = list.alerts.filter((a) => a.id !== news.id);
  const alerts = news.state === 'open' ? [...others, news].sort(heaviestFirst) : others;
  return { ...list, seq: Math.max(list.seq, news.seq), open: alerts.length, alerts };
}
