import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RecordedReading } from '@/lib/market/judged-reading';
import type { Lane } from '@/lib/market/lane';
import type { RiverMetrics } from './record-readings';

export interface Metrics extends RiverMetrics {
  readonly registry: Registry;
  committed(readings: number, seconds: number): void;
  /** A held price was decided by its second look. */
  settled(lane: Lane, reason: string): void;
  answered(door: string, status: number, seconds: number): void;
}

/** Figures that are read when somebody asks. */
export interface MetricSources {
  readonly queued: () => number;
  readonly inside: () => number;
  readonly socketClients: () => number;
  readonly mqttClients: () => number;
  readonly ledgerSize: () => number;
}

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const readings = new Counter({ name: 'smp_readings_total', help: 'Readings made durable', registers });
  const repeats = new Counter({
    name: 'smp_repeats_total',
    help: 'Readings that were stored before',
    registers,
  });
  const verdicts = new Counter({
    name: 'smp_verdicts_total',
    help: 'Prices by the lane they were judged into',
    labelNames: ['lane'],
    registers,
  });
  const settled = new Counter({
    name: 'smp_second_looks_total',
    help: 'Held prices by the lane and reason that their second look gave them',
    labelNames: ['lane', 'reason'],
    registers,
  });
  const batch = new Histogram({
    name: 'smp_commit_readings',
    help: 'Readings that shared one commit',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    registers,
  });
  const commit = new Histogram({
    name: 'smp_commit_seconds',
    help: 'Time of one commit',
    buckets: [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 1],
    registers,
  });
  const answers = new Histogram({
    name: 'smp_http_seconds',
    help: 'Time to answer, by door and status',
    labelNames: ['door', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  gauge(registers, 'smp_queue_depth', 'Readings that wait for a commit', sources.queued);
  gauge(registers, 'smp_readings_inside', 'Readings that are being worked on', sources.inside);
  gauge(registers, 'smp_socket_clients', 'Open sockets of both kinds', sources.socketClients);
  gauge(registers, 'smp_mqtt_clients', 'Devices connected to the broker inside', sources.mqttClients);
  gauge(registers, 'smp_ledger_size', 'Leaves in the ledger', sources.ledgerSize);
  return {
    registry,
    recorded(recorded: RecordedReading) {
      readings.inc();
      for (const p of recorded.prices) verdicts.inc({ lane: p.verdict.lane });
    },
    repeated: () => repeats.inc(),
    settled: (lane, reason) => settled.inc({ lane, reason }),
    committed(count, seconds) {
      batch.observe(count);
      commit.observe(seconds);
    },
    answered: (door, status, seconds) => answers.observe({ door, status }, seconds),
  };
}

function gauge(registers: Registry[], name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers,
    collect() {
      this.set(read());
    },
  });
}
