import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Server } from 'socket.io';
import { z } from 'zod';
import { PrismaClient } from '../../../../../lib/store/prisma/client';

/** The way such a route is usually written: parse, one `create` a price, one `emit` a price. */
const schema = z.object({
  timestamp: z.iso.datetime(),
  market_id: z.string(),
  device_id: z.string(),
  reading_id: z.uuid(),
  prices: z.record(z.string(), z.number().positive()),
});

const home = globalThis as { prisma?: PrismaClient; io?: Server; next?: number };
home.prisma ??= new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL ?? '' }),
});
const prisma = home.prisma;

export async function POST(request: Request): Promise<Response> {
  const body = schema.parse(await request.json());
  const now = new Date();
  const prices = Object.entries(body.prices);
  home.next ??= 0;
  const first = home.next;
  home.next += prices.length;
  await prisma.$transaction([
    prisma.reading.create({
      data: {
        id: body.reading_id,
        deviceId: body.device_id,
        marketId: 1,
        observedAt: body.timestamp,
        receivedAt: now,
        publishedAt: now,
        provenance: 0,
        firstIndex: first,
        prices: prices.length,
      },
    }),
    ...prices.map(([, price], i) =>
      prisma.observation.create({
        data: {
          id: BigInt(first + i),
          observedAt: body.timestamp,
          receivedAt: now,
          publishedAt: now,
          readingId: body.reading_id,
          marketId: 1,
          regionId: 31,
          commodityId: i + 1,
          price,
          lane: 0,
          provenance: 0,
        },
      }),
    ),
  ]);
  for (const [commodity, price] of prices)
    home.io?.emit('price_update', { commodity, price, id: randomUUID() });
  return Response.json({ ok: true }, { status: 202 });
}
