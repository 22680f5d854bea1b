import { fieldEvidence } from '@/lib/http/field-evidence';

export const dynamic = 'force-dynamic';
export const POST = fieldEvidence;
