package zhiyin.app.plugin;

import java.net.URL;
import java.net.URLClassLoader;

/**
 * Child-first: a plugin's own classes and libraries win, and of the engine it sees {@code zhiyin.spi} and {@code org.slf4j} only.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader engine;

    PluginClassLoader(String name, URL[] jars, ClassLoader engine) {
        super("plugin-" + name, jars, ClassLoader.getPlatformClassLoader());
        this.engine = engine;
    }

    @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("zhiyin.spi.") || name.startsWith("org.slf4j.")) {
            return engine.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                try {
                    loaded = findClass(name);
                } catch (ClassNotFoundException e) {
                    loaded = super.loadClass(name, false);
                }
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }
}
