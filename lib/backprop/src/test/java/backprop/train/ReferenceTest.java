package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.layer.Affine;
import backprop.layer.HalfSquaredError;
import backprop.layer.Layer;
import backprop.layer.LeakyRelu;
import backprop.layer.Loss;
import backprop.layer.MeanSquaredError;
import backprop.layer.Relu;
import backprop.layer.Sigmoid;
import backprop.layer.SoftmaxWithLoss;
import backprop.layer.Tanh;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Losses and gradients against those of JAX; lib/backprop/src/test/python/make_reference.py made the file. */
class ReferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> lossesAndGradientsAreThoseOfJax() throws IOException {
        JsonNode cases = JSON.readTree(ReferenceTest.class.getResourceAsStream("/reference.json"));
        assertEquals(12, cases.size());
        return cases.valueStream()
                .map(node -> DynamicTest.dynamicTest(
                        node.get("activation").asText() + ", "
                                + node.get("loss").asText(),
                        () -> check(node)));
    }

    private static void check(JsonNode node) {
        JsonNode params = node.get("params");
        Network net = new Network(
                loss(node.get("loss").asText()),
                new Affine(matrix(params.get("W1")), matrix(params.get("b1"))),
                activation(node.get("activation").asText()),
                new Affine(matrix(params.get("W2")), matrix(params.get("b2"))));
        double value = net.gradient(matrix(node.get("x")), matrix(node.get("t")));
        double expected = node.get("value").asDouble();
        assertEquals(expected, value, 1e-13 * Math.max(1, Math.abs(expected)));
        net.params().forEach((name, param) -> {
            SimpleMatrix gradient = matrix(node.get("gradients").get(name));
            assertTrue(gradient.isIdentical(param.gradient(), 1e-12 * Math.max(1, gradient.elementMaxAbs())), name);
        });
    }

    private static Layer activation(String name) {
        return switch (name) {
            case "Relu" -> new Relu();
            case "LeakyRelu" -> new LeakyRelu();
            case "Sigmoid" -> new Sigmoid();
            case "Tanh" -> new Tanh();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Loss loss(String name) {
        return switch (name) {
            case "SoftmaxWithLoss" -> new SoftmaxWithLoss();
            case "HalfSquaredError" -> new HalfSquaredError();
            case "MeanSquaredError" -> new MeanSquaredError();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static SimpleMatrix matrix(JsonNode rows) {
        return new SimpleMatrix(JSON.convertValue(rows, double[][].class));
    }
}
