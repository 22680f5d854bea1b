import { reviewDecision } from '@/lib/http/review-doors';

export const dynamic = 'force-dynamic';
export const POST = reviewDecision;
