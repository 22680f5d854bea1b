import { priceCheck } from '@/lib/http/price-check';

export const dynamic = 'force-dynamic';
export const POST = priceCheck;
