package backprop.data.mnist;

import backprop.data.mnist.DownloadProgress.State;
import backprop.io.AtomicFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Files from the network, kept in a folder. A file comes into its place whole and with the right checksum, or not at all, and
 * programs side by side fetch it once. Nothing is written anywhere else.
 */
final class FileCache {
    private final Path folder;
    private final List<URI> mirrors;
    private final Downloader.Limits limits;
    private final DownloadListener listener;

    /** @param mirrors are asked in this order */
    FileCache(Path folder, List<URI> mirrors, Downloader.Limits limits, DownloadListener listener) {
        this.folder = folder;
        this.mirrors = mirrors;
        this.limits = limits;
        this.listener = listener;
    }

    Path folder() {
        return folder;
    }

    /**
     * Sees to it that all files are there.
     *
     * @return whether one was fetched for that
     * @throws InterruptedIOException if the thread is interrupted; its flag stays set
     * @throws IOException if a file cannot be had or kept; the message says which, and what each mirror did
     */
    boolean complete(List<RemoteFile> files) throws IOException {
        if (missing(files).isEmpty()) return false;
        makeFolder();
        FolderLock lock = lock();
        try {
            // once more, for another program may have been here first
            List<RemoteFile> missing = missing(files);
            long size = missing.stream().mapToLong(RemoteFile::size).sum();
            removeLeftovers();
            long before = 0;
            for (RemoteFile file : missing) {
                fetch(file, before, size);
                before += file.size();
            }
            report(State.DONE, size);
            return !missing.isEmpty();
        } catch (IOException e) {
            report(State.FAILED, 0);
            throw e;
        } finally {
            lock.close();
        }
    }

    private FolderLock lock() throws InterruptedIOException {
        try {
            return FolderLock.acquire(folder.resolve(".lock"), limits.whole(), () -> report(State.WAITING, 0));
        } catch (InterruptedException e) {
            report(State.FAILED, 0);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for another program's download was interrupted");
        }
    }

    private void report(State state, long bytes) {
        listener.onProgress(new DownloadProgress(state, "", "", bytes, bytes));
    }

    private List<RemoteFile> missing(List<RemoteFile> files) {
        return files.stream().filter(file -> !holds(folder, file)).toList();
    }

    /** Whether a folder has this very file. */
    static boolean holds(Path folder, RemoteFile file) {
        Path there = folder.resolve(file.name());
        try {
            return Files.isRegularFile(there)
                    && Files.size(there) == file.size()
                    && file.sha256().equals(sha256(there));
        } catch (IOException e) {
            // what cannot be read is fetched anew
            return false;
        }
    }

    private void makeFolder() throws IOException {
        try {
            // a link to a folder will do, which createDirectories refuses
            if (!Files.isDirectory(folder)) Files.createDirectories(folder);
        } catch (IOException e) {
            throw cannotBeWritten(e);
        }
    }

    private IOException cannotBeWritten(IOException cause) {
        String why = cause instanceof FileSystemException e && e.getReason() != null ? ": " + e.getReason() : "";
        return new IOException("the cache " + Mnist.shorten(folder) + " cannot be written" + why, cause);
    }

    /** What a program left that was ended while it fetched: nobody has written to it for longer than a download may take. */
    private void removeLeftovers() {
        Instant old = Instant.now().minus(limits.whole());
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + AtomicFile.UNFINISHED)) {
            for (Path file : files)
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) Files.deleteIfExists(file);
        } catch (IOException | DirectoryIteratorException e) {
            // they are in nobody's way
        }
    }

    private void fetch(RemoteFile file, long before, long size) throws IOException {
        List<String> faults = new ArrayList<>();
        Downloader downloader = new Downloader(limits);
        for (URI mirror : mirrors) {
            LongConsumer progress = bytes -> listener.onProgress(
                    new DownloadProgress(State.LOADING, file.name(), mirror.getHost(), before + bytes, size));
            try {
                AtomicFile.write(folder.resolve(file.name()), out -> fetch(downloader, mirror, file, out, progress));
                return;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (FileNotFoundException | FileSystemException e) {
                throw cannotBeWritten(e);
            } catch (IOException e) {
                faults.add(mirror.getHost() + ": " + reason(e));
            }
        }
        throw new IOException(file.name() + ": " + String.join("; ", faults));
    }

    private static void fetch(
            Downloader downloader, URI mirror, RemoteFile file, OutputStream out, LongConsumer progress)
            throws IOException {
        MessageDigest digest = sha256();
        downloader.fetch(mirror.resolve(file.name()), file.size(), new DigestOutputStream(out, digest), progress);
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (!file.sha256().equals(sha256))
            throw new IOException("its checksum is " + sha256 + ", not " + file.sha256());
    }

    /** The cause for a message, also where the exception has none. */
    static String reason(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) return "no connection";
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
