package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class: eight learners on one machine, each with a kernel, go through all lessons at the same time. */
@Tag("lessons")
class ClassStress {
    private static final int LEARNERS = 8;
    // Eight kernels share two cores: a cell that trains may take a quarter of an hour.
    private static final String PATIENCE = "3600";
    private static final Pattern FINISHED = Pattern.compile("cells +[\\d.]+ s  ok");

    @TempDir
    Path folder;

    @Test
    void everyoneFinishes() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "skipped: memory is read from Linux's /proc");
        String[] lessons = Lessons.chosen().stream().map(Path::toString).toArray(String[]::new);
        Callable<Python.Finished> learner = () -> {
            List<String> arguments = new ArrayList<>(List.of(lessons));
            arguments.addAll(List.of("--timeout", PATIENCE));
            return Python.lessons(Map.of(), arguments.toArray(String[]::new));
        };
        Memory memory = new Memory();
        ExecutorService threads = Executors.newFixedThreadPool(LEARNERS);
        long start = System.nanoTime();
        int done = 0;
        try {
            List<Future<Python.Finished>> all = new ArrayList<>();
            for (int i = 0; i < LEARNERS; i++) all.add(threads.submit(learner));
            threads.shutdown();
            while (!threads.awaitTermination(300, TimeUnit.MILLISECONDS)) memory.look();
            for (Future<Python.Finished> one : all) {
                assertEquals(0, one.get().exitCode(), one.get().output());
                done += (int) FINISHED.matcher(one.get().output()).results().count();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(LEARNERS * lessons.length, done, "lessons done to the end");
        System.out.printf(
                Locale.ROOT,
                "%d learners, %d lessons each, %d processors: all done in %d s. %s%n",
                LEARNERS,
                lessons.length,
                Runtime.getRuntime().availableProcessors(),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start),
                memory);
    }

    /** What the kernels take, in MB; shared pages are divided among those who share them. */
    private static final class Memory {
        private static final Pattern PSS = Pattern.compile("^Pss: +(\\d+) kB", Pattern.MULTILINE);

        private final Map<Long, Long> mostOfKernel = new HashMap<>();
        private long mostOfAll;
        private int mostKernels;

        void look() {
            long all = 0;
            int kernels = 0;
            for (ProcessHandle process : ProcessHandle.current()
                    .descendants()
                    .filter(Memory::isKernel)
                    .toList()) {
                long now = megabytes(process);
                if (now == 0) continue;
                kernels++;
                all += now;
                mostOfKernel.merge(process.pid(), now, Math::max);
            }
            mostOfAll = Math.max(mostOfAll, all);
            mostKernels = Math.max(mostKernels, kernels);
        }

        private static boolean isKernel(ProcessHandle process) {
            return process.info()
                    .arguments()
                    .map(arguments -> List.of(arguments).stream().anyMatch(a -> a.endsWith("jjava.jar")))
                    .orElse(false);
        }

        /** 0 where the process has ended meanwhile. */
        private static long megabytes(ProcessHandle process) {
            try {
                Matcher pss = PSS.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup")));
                return pss.find() ? Long.parseLong(pss.group(1)) / 1024 : 0;
            } catch (IOException ended) {
                return 0;
            }
        }

        @Override
        public String toString() {
            long[] each = mostOfKernel.values().stream()
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            return String.format(
                    Locale.ROOT,
                    "%d kernels, at most %d at a time. Memory of a kernel at its most: median %d MB, largest %d MB;"
                            + " of all at a time: at most %d MB.",
                    each.length,
                    mostKernels,
                    each[each.length / 2],
                    each[each.length - 1],
                    mostOfAll);
        }
    }
}
