import { lost } from '@/lib/http/lost';

export const dynamic = 'force-dynamic';
export { lost as DELETE, lost as GET, lost as PATCH, lost as POST, lost as PUT };
