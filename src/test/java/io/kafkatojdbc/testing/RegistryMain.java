package io.kafkatojdbc.testing;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * Runs a program from its jar in a JVM that ends with the JVM that has started it, even
 * if that one is killed.
 */
public final class RegistryMain {

	private RegistryMain() {
	}

	/**
	 * Runs the program.
	 * @param args the path to the jar, which is also in the class path
	 * @throws IOException if the jar cannot be read
	 * @throws ReflectiveOperationException if the jar has no program
	 */
	public static void main(String[] args) throws IOException, ReflectiveOperationException {
		var unused = ProcessHandle.current()
			.parent()
			.orElseThrow()
			.onExit()
			.thenRun(() -> Runtime.getRuntime().halt(1));
		try (JarFile jar = new JarFile(Path.of(args[0]).toFile())) {
			String main = jar.getManifest().getMainAttributes().getValue("Main-Class");
			Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException("The registry has ended", ex);
		}
	}

}
