import { fieldAppeal } from '@/lib/http/review-doors';

export const dynamic = 'force-dynamic';
export const POST = fieldAppeal;
