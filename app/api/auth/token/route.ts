import { tokenDoor } from '@/lib/http/device-doors';

export const dynamic = 'force-dynamic';
export const POST = tokenDoor;
