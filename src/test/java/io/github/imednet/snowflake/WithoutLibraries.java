package io.github.imednet.snowflake;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Defines the classes of a package anew, and knows no class of some libraries, as where these are not on the class
 * path.
 */
public final class WithoutLibraries extends ClassLoader {

    private final String own;
    private final List<String> libraries;

    /**
     * @param own what the names of the classes that are defined anew begin with
     * @param libraries what the names of the classes that are not there begin with
     */
    public WithoutLibraries(String own, String... libraries) {
        super(WithoutLibraries.class.getClassLoader());
        this.own = own;
        this.libraries = List.of(libraries);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (libraries.stream().anyMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith(own)) {
            return super.loadClass(name, resolve);
        }
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
