package backprop.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.layer.Conv2d;
import backprop.layer.MaxPool;
import backprop.layer.Param;
import backprop.layer.Relu;
import backprop.math.ImageShape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.ejml.simple.SimpleMatrix;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Optimizers and convolutions against PyTorch's; lib/backprop/src/test/python/make_torch_reference.py made the file. */
class TorchReferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode reference(String cases) throws IOException {
        return JSON.readTree(TorchReferenceTest.class.getResourceAsStream("/torch.json"))
                .get(cases);
    }

    @TestFactory
    Stream<DynamicTest> optimizersTakeTheStepsOfPyTorch() throws IOException {
        JsonNode cases = reference("optimizers");
        assertEquals(6, cases.size());
        return cases.valueStream()
                .map(node -> DynamicTest.dynamicTest(
                        node.get("optimizer").asText() + ", weight decay "
                                + node.get("decay").asDouble(),
                        () -> checkSteps(node)));
    }

    private static void checkSteps(JsonNode node) {
        Optimizer plain = optimizer(node.get("optimizer").asText());
        double decay = node.get("decay").asDouble();
        Optimizer optimizer = decay == 0 ? plain : new WeightDecay(decay, plain);
        Param weights = new Param("W", matrix(node.get("start")));
        JsonNode gradients = node.get("gradients");
        for (int step = 0; step < gradients.size(); step++) {
            weights.setGradient(matrix(gradients.get(step)));
            optimizer.update(List.of(weights));
            assertClose("step " + step, node.get("path").get(step), weights.value());
        }
    }

    private static Optimizer optimizer(String name) {
        return switch (name) {
            case "Sgd" -> new Sgd(0.1);
            case "Momentum" -> new Momentum(0.1, 0.9);
            case "Adam" -> new Adam(0.1);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @TestFactory
    Stream<DynamicTest> convolutionsAndPoolsAreThoseOfPyTorch() throws IOException {
        JsonNode cases = reference("convolutions");
        assertEquals(4, cases.size());
        return cases.valueStream()
                .map(node -> DynamicTest.dynamicTest(shape(node).toString(), () -> check(node)));
    }

    private static ImageShape shape(JsonNode node) {
        return new ImageShape(
                node.get("height").asInt(),
                node.get("width").asInt(),
                node.get("channels").asInt());
    }

    private static void check(JsonNode node) {
        Conv2d convolution = new Conv2d(
                shape(node),
                node.get("side").asInt(),
                node.get("padding").asInt(),
                matrix(node.get("W")),
                matrix(node.get("b")));
        Relu relu = new Relu();
        MaxPool pool = new MaxPool(convolution.outputShape(), node.get("pool").asInt());
        SimpleMatrix y = pool.forward(relu.forward(convolution.forward(matrix(node.get("x")))));
        assertClose("Y", node.get("y"), y);
        SimpleMatrix dX = convolution.backward(relu.backward(pool.backward(matrix(node.get("dY")))));
        assertClose("dX", node.get("dX"), dX);
        assertClose("dW", node.get("dW"), convolution.W().gradient());
        assertClose("db", node.get("db"), convolution.b().gradient());
    }

    private static void assertClose(String what, JsonNode expected, SimpleMatrix actual) {
        SimpleMatrix numbers = matrix(expected);
        double tolerance = 1e-14 * Math.max(1, numbers.elementMaxAbs());
        assertTrue(numbers.isIdentical(actual, tolerance), () -> what + ": " + numbers + " but got " + actual);
    }

    private static SimpleMatrix matrix(JsonNode rows) {
        return new SimpleMatrix(JSON.convertValue(rows, double[][].class));
    }
}
