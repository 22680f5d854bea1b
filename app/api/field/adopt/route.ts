import { fieldAdopt } from '@/lib/http/field-adopt';

export const dynamic = 'force-dynamic';
export const POST = fieldAdopt;
