import { ingest } from '@/lib/http/ingest';

export const dynamic = 'force-dynamic';
export const POST = ingest;
