package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.Required;
import backprop.io.SafeTensors;
import backprop.layer.Param;
import backprop.math.Matrices;
import backprop.math.Precision;
import backprop.train.Network;
import backprop.train.TwoLayerNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks go to Python's own safetensors package and come back. */
@Tag("ci")
class RoundTripIT {
    private static final Path SCRIPTS = Path.of("lib", "jupyter", "src", "test", "python");
    private static final Path ENVIRONMENT = Path.of("lib", "jupyter", "target", "round-trip");

    @TempDir
    private Path folder;

    /** An environment of its own: readers need neither package. */
    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Python.Finished made = Python.run("-m", "venv", ENVIRONMENT.toString());
        assertEquals(0, made.exitCode(), made.output());
        Python.Finished installed = Python.runIn(
                ENVIRONMENT,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--only-binary=:all:",
                "--requirement",
                SCRIPTS.resolve("round_trip.txt").toString());
        if (installed.exitCode() != 0)
            Required.missing(
                    "safetensors", "Python's package safetensors cannot be installed, see " + installed.output());
    }

    @Test
    void floatsThereAndBack() throws IOException, InterruptedException {
        thereAndBack(Precision.FLOAT, "float32", 1e-4);
    }

    @Test
    void doublesThereAndBack() throws IOException, InterruptedException {
        thereAndBack(Precision.DOUBLE, "float64", 1e-12);
    }

    private void thereAndBack(Precision precision, String type, double tolerance)
            throws IOException, InterruptedException {
        Network net = new TwoLayerNet(30, 70, 4, precision, 1);
        net.params().values().forEach(param -> param.value().set(0, 0.1)); // not all biases 0
        Path ours = folder.resolve("ours.safetensors");
        Path theirs = folder.resolve("theirs.safetensors");
        net.save(ours);
        Python.Finished finished = Python.runIn(
                ENVIRONMENT, SCRIPTS.resolve("round_trip.py").toString(), ours.toString(), theirs.toString());
        assertEquals(0, finished.exitCode(), finished.output());
        assertEquals(
                List.of(
                        "backprop: Affine, Relu, Affine, SoftmaxWithLoss",
                        "W1 " + type + " (30, 70)",
                        "W2 " + type + " (70, 4)",
                        "b1 " + type + " (1, 70)",
                        "b2 " + type + " (1, 4)"),
                finished.output().lines().toList());

        Map<String, Param> read = new LinkedHashMap<>();
        net.params()
                .forEach((name, param) ->
                        read.put(name, new Param(name, param.value().scale(0))));
        read.put("x", new Param("x", Matrices.zeros(20, 30, precision)));
        read.put("y", new Param("y", Matrices.zeros(20, 4, precision)));
        SafeTensors.read(theirs, read);
        net.params().forEach((name, param) -> {
            SimpleMatrix doubled = read.get(name).value();
            assertTrue(param.value().scale(2).isIdentical(doubled, 0), name);
        });
        SimpleMatrix y = net.predict(read.get("x").value());
        assertTrue(y.isIdentical(read.get("y").value(), tolerance), "what the net makes of x is the same there");
        assertTrue(y.elementMaxAbs() > 0.1, "and not just nothing");
    }
}
