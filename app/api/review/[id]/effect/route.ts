import { reviewEffect } from '@/lib/http/review-doors';

export const dynamic = 'force-dynamic';
export const GET = reviewEffect;
