package backprop.show;

import backprop.errors.JJavaErrorHandler;
import backprop.kernel.JJavaKernel;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What JJava runs when the library comes onto the classpath; it is found through {@code META-INF/services}. */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        Notebook.connect(new JJavaKernel(kernel));
        JJavaErrorHandler.install(kernel);
    }
}
