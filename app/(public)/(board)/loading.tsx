import { BoardSkeleton } from '@/components/ui/Skeleton';

export default function Loading() {
  return <BoardSkeleton />;
}
