import { describe, expect, it } from 'vitest';
import { backoffMs, liveStatus, OFFLINE_AFTER_MS, STALE_AFTER_MS } from '@/components/live/status';

const facts = { online: true, connected: true, met: true, lostAt: 0, behindSince: null };

describe('what the page says about its link', () => {
  it('is live while connected and complete, and forgives a short hiccup', () => {
    expect(liveStatus(facts, 1e9)).toBe('live');
    expect(liveStatus({ ...facts, behindSince: 0 }, STALE_AFTER_MS)).toBe('live');
    expect(liveStatus({ ...facts, behindSince: 0 }, STALE_AFTER_MS + 1)).toBe('stale');
  });

  it('is stale right after a loss, offline later, and offline at once without a network', () => {
    const lost = { ...facts, connected: false };
    expect(liveStatus(lost, 1)).toBe('stale');
    expect(liveStatus(lost, OFFLINE_AFTER_MS + 1)).toBe('offline');
    expect(liveStatus({ ...facts, online: false }, 0)).toBe('offline');
  });

  it('says that it connects only before the first contact', () => {
    expect(liveStatus({ ...facts, connected: false, met: false }, 1)).toBe('connecting');
    expect(liveStatus({ ...facts, connected: false, met: false }, OFFLINE_AFTER_MS + 1)).toBe('offline');
  });

  it('asks at once first, then ever later, up to half a minute', () => {
    expect(backoffMs(0, 0.5)).toBe(0);
    for (let attempt = 1; attempt < 40; attempt += 1) {
      expect(backoffMs(attempt + 1, 0)).toBeGreaterThanOrEqual(backoffMs(attempt, 0));
      expect(backoffMs(attempt, 1)).toBeLessThanOrEqual(30_000);
      expect(backoffMs(attempt, 0)).toBeGreaterThan(0);
    }
  });
});
