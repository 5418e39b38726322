package backprop.data.mnist;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets one program at a time work in a folder, and one thread of it. The system takes the lock back when its holder ends, however
 * it ends. Where a lock cannot be had (the file cannot be made, the file system has none, the holder stands still), the work goes
 * on without: the lock saves work, and what is right must not depend on it.
 */
final class FolderLock {
    private static final long LOOK_MILLIS = 100;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param file is made, and stays: without it, two programs could lock two files of that name
     * @param patience how long to wait before going on without
     * @param waiting is told once, if another program or thread has it
     */
    static FolderLock acquire(Path file, Duration patience, Runnable waiting) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        FolderLock lock = new FolderLock(open(file));
        try {
            boolean told = false;
            while (lock.isHeldElsewhere() && System.nanoTime() - end < 0) {
                if (!told) waiting.run();
                told = true;
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return lock;
        } catch (InterruptedException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            return null;
        }
    }

    /** Takes the lock, if it can be had. */
    private boolean isHeldElsewhere() {
        try {
            return channel != null && channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            // by another thread: the system's lock is that of the whole Java
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void close() {
        try {
            if (channel != null) channel.close();
        } catch (IOException e) {
            // the lock is gone with the program at the latest
        }
    }
}
