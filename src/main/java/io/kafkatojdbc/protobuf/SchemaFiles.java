package io.kafkatojdbc.protobuf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the files of a schema. Files of {@code google/protobuf}, and others that
 * registries leave out because every serializer has them, are built in.
 */
final class SchemaFiles {

	private static final Map<String, FileDescriptor> GOOGLE = Stream
		.of(AnyProto.getDescriptor(), ApiProto.getDescriptor(), DescriptorProtos.getDescriptor(),
				DurationProto.getDescriptor(), EmptyProto.getDescriptor(), FieldMaskProto.getDescriptor(),
				SourceContextProto.getDescriptor(), StructProto.getDescriptor(), TimestampProto.getDescriptor(),
				TypeProto.getDescriptor(), WrappersProto.getDescriptor())
		.collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, Function.identity()));

	private final Imports imports;

	private final Map<String, FileDescriptor> compiled = new HashMap<>(GOOGLE);

	private final Set<String> running = new HashSet<>();

	/**
	 * Creates a compiler.
	 * @param imports finds the files that others import
	 */
	SchemaFiles(Imports imports) {
		this.imports = imports;
	}

	/**
	 * Compiles a file, and those that it imports.
	 * @param name its name
	 * @param text its text
	 * @return the file
	 */
	FileDescriptor file(String name, String text) throws SchemaException {
		return file(SchemaText.parse(name, text));
	}

	/** Compiles a file, and those that it imports. */
	FileDescriptor file(FileDescriptorProto file) throws SchemaException {
		if (!this.running.add(file.getName())) {
			throw new SchemaException("'%s' imports itself".formatted(file.getName()));
		}
		List<FileDescriptor> imported = new ArrayList<>();
		for (String each : file.getDependencyList()) {
			imported.add(imported(each, file.getName()));
		}
		this.running.remove(file.getName());
		try {
			return FileDescriptor.buildFrom(file, imported.toArray(FileDescriptor[]::new));
		}
		catch (DescriptorValidationException | RuntimeException ex) {
			throw new SchemaException(String.valueOf(ex.getMessage()));
		}
	}

	private FileDescriptor imported(String name, String by) throws SchemaException {
		FileDescriptor known = this.compiled.get(name);
		if (known != null) {
			return known;
		}
		FileDescriptorProto found = this.imports.find(name);
		FileDescriptorProto file = (found != null) ? found : builtIn(name);
		if (file == null) {
			throw new SchemaException("'%s' imports '%s', which is not there".formatted(by, name));
		}
		FileDescriptor compiledFile = file(file);
		this.compiled.put(name, compiledFile);
		return compiledFile;
	}

	private static @Nullable FileDescriptorProto builtIn(String name) throws SchemaException {
		try (InputStream in = SchemaFiles.class.getResourceAsStream("/protobuf/" + name)) {
			return (in != null) ? SchemaText.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Finds the files that a schema imports. */
	@FunctionalInterface
	interface Imports {

		/**
		 * Finds a file.
		 * @param name the name by which it is imported
		 * @return the file, or {@code null} if there is none of this name
		 */
		@Nullable FileDescriptorProto find(String name) throws SchemaException;

	}

}
