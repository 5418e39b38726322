package backprop.io;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file atomically: a temporary file in the same folder replaces the old one once everything is on the disk.
 * Whatever goes wrong, there is the old file or the new one, and nothing else.
 */
public final class AtomicFile {
    /** How the name of an unfinished file ends; only a program that was killed leaves one. */
    public static final String UNFINISHED = ".part";

    private AtomicFile() {}

    /** The content to be written. */
    public interface Content {
        /** Writes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file; of a link to a file, that file.
     *
     * @throws java.io.FileNotFoundException if no file can be made in that folder
     * @throws java.nio.file.FileSystemException if the file cannot be replaced
     * @throws IOException if it cannot be written, or whatever the content throws
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + UNFINISHED);
        try {
            // Not a channel: an interrupt, which may be meant for the training, would close that.
            try (FileOutputStream raw = new FileOutputStream(temporary.toFile())) {
                OutputStream out = new BufferedOutputStream(raw);
                content.writeTo(out);
                out.flush();
                raw.getFD().sync();
            }
            replace(target, temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void replace(Path target, Path temporary) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
