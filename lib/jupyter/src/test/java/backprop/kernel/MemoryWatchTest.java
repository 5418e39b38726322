package backprop.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryWatchTest {
    /** A heap of 100 bytes. */
    static final class FakeHeap implements MemoryWatch.Heap {
        private long allocated;
        private long used;
        private long garbage;
        private int collections;

        FakeHeap(long allocated, long used) {
            this.allocated = allocated;
            this.used = used;
        }

        @Override
        public long max() {
            return 100;
        }

        @Override
        public long used() {
            return used;
        }

        @Override
        public long allocated() {
            return allocated;
        }

        @Override
        public void collect() {
            collections++;
            used -= garbage;
            garbage = 0;
        }
    }

    @Test
    void memoryThatAThreadHasFilledIsFullAndStaysSo() {
        FakeHeap heap = new FakeHeap(60, 80);
        MemoryWatch watch = new MemoryWatch(heap);
        assertTrue(watch.isFull());
        assertTrue(watch.isFull());
        assertEquals(1, heap.collections);
    }

    @Test
    void whoKeepsLittleIsNotSuspected() {
        FakeHeap heap = new FakeHeap(1_000, 60);
        assertFalse(new MemoryWatch(heap).isFull());
        assertEquals(0, heap.collections);
    }

    @Test
    void memoryThatWasFullBeforeIsNotTheThreadsDoing() {
        FakeHeap heap = new FakeHeap(10, 95);
        assertFalse(new MemoryWatch(heap).isFull());
        assertEquals(0, heap.collections);
    }

    @Test
    void garbageIsCollectedAndDoesNotCountAndIsNotLookedForAllTheTime() {
        FakeHeap heap = new FakeHeap(60, 80);
        heap.garbage = 50;
        MemoryWatch watch = new MemoryWatch(heap);
        assertFalse(watch.isFull());
        heap.used = 80;
        assertFalse(watch.isFull());
        assertEquals(1, heap.collections);
        heap.allocated = 120;
        assertTrue(watch.isFull());
    }

    @Test
    void javaTellsWhatAThreadHasAllocated() throws InterruptedException {
        byte[][] kept = new byte[1][];
        Thread thread = new Thread(() -> kept[0] = new byte[1 << 20]);
        assertFalse(MemoryWatch.of(thread).isFull());
        thread.start();
        thread.join();
        assertEquals(1 << 20, kept[0].length);
        assertFalse(MemoryWatch.of(thread).isFull());
    }
}
