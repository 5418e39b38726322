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
 * Writes a file as a whole: under another name in the same folder at first, and once everything is on the disk it takes the
 * place of the old one. Whatever goes wrong, there is the old file or the new one, and nothing else.
 */
final class AtomicFile {
    private AtomicFile() {}

    /** What is to be written. */
    interface Content {
        /** Writes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes or replaces a file; of a link, the file that it leads to.
     *
     * @throws IOException if that fails; the message names the file and the reason
     */
    static void write(Path file, Content content) throws IOException {
        if (Files.isDirectory(file)) throw new IOException(file + " is a folder");
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder))
            throw new IOException(file + " cannot be written: there is no folder " + folder);
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            // Not a channel: an interrupt, which may be meant for the training, would close that.
            try (FileOutputStream raw = new FileOutputStream(temporary.toFile())) {
                OutputStream out = new BufferedOutputStream(raw);
                content.writeTo(out);
                out.flush();
                raw.getFD().sync();
            }
            replace(target, temporary);
        } catch (IOException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
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
