import { openApi } from '@/lib/http/openapi';

export const dynamic = 'force-dynamic';
export const GET = openApi;
