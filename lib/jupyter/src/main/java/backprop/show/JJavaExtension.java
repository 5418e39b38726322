package backprop.show;

import backprop.errors.JJavaErrorHandler;
import backprop.kernel.JJavaKernel;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Connects the notebook when JJava loads the library; it is found through {@code META-INF/services}. */
public final class JJavaExtension implements Extension {
    @Override
    public void install(BaseKernel kernel) {
        Notebook.connect(new JJavaKernel(kernel));
        JJavaErrorHandler.install(kernel);
    }
}
