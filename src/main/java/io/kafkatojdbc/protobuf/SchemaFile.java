package io.kafkatojdbc.protobuf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

/**
 * A file with a schema. It has the text of a schema, which imports others relative to its
 * directory or one above, or a set of descriptors as {@code protoc} writes it.
 */
final class SchemaFile {

	private final String setting;

	private final String messageSetting;

	private final Path path;

	/**
	 * Creates a file.
	 * @param frame whether values or keys have messages of the schema
	 * @param location the path of the file, or an address that begins with {@code file:}
	 */
	SchemaFile(SchemaFrame frame, String location) {
		String prefix = (frame == SchemaFrame.KEY) ? "ingest.record.key-" : "ingest.record.";
		this.setting = prefix + "schema";
		this.messageSetting = prefix + "message";
		this.path = (location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location)).toAbsolutePath();
	}

	/**
	 * Returns a message of the file.
	 * @param name its name, with or without the package; needed if there are several
	 * @throws StartException if there is no such message
	 */
	Descriptor message(@Nullable String name) {
		try {
			return message(files(), name);
		}
		catch (IOException ex) {
			throw unusable("cannot be read: " + ex);
		}
		catch (SchemaException ex) {
			throw unusable("is no schema: " + ex.getMessage());
		}
	}

	private StartException unusable(String why) {
		return new StartException("The file %s of '%s' %s.".formatted(this.path, this.setting, why),
				"Name a .proto file, or a file of descriptors that 'protoc --include_imports --descriptor_set_out=…' has written.");
	}

	private List<FileDescriptor> files() throws IOException, SchemaException {
		if (this.path.toString().endsWith(".proto")) {
			return List.of(new SchemaFiles(this::imported).file(this.path.getFileName().toString(),
					Files.readString(this.path)));
		}
		Map<String, FileDescriptorProto> files = FileDescriptorSet.parseFrom(Files.readAllBytes(this.path))
			.getFileList()
			.stream()
			.collect(Collectors.toMap(FileDescriptorProto::getName, Function.identity(), (one, other) -> one));
		List<FileDescriptor> compiled = new ArrayList<>();
		for (FileDescriptorProto each : files.values()) {
			compiled.add(new SchemaFiles(files::get).file(each));
		}
		return compiled;
	}

	private @Nullable FileDescriptorProto imported(String name) throws SchemaException {
		for (Path directory = this.path.getParent(); directory != null; directory = directory.getParent()) {
			Path file = directory.resolve(name);
			if (Files.isRegularFile(file)) {
				return read(name, file);
			}
		}
		return null;
	}

	private static FileDescriptorProto read(String name, Path file) throws SchemaException {
		try {
			return SchemaText.parse(name, Files.readString(file));
		}
		catch (IOException ex) {
			throw new SchemaException("'%s' cannot be read: %s".formatted(file, ex));
		}
	}

	private Descriptor message(List<FileDescriptor> files, @Nullable String name) {
		List<Descriptor> all = new ArrayList<>();
		files.forEach((each) -> addAll(each.getMessageTypes(), all));
		if (name == null) {
			List<Descriptor> top = all.stream().filter((each) -> each.getContainingType() == null).toList();
			if (top.size() != 1) {
				throw needed("has %d messages".formatted(top.size()), all);
			}
			return top.get(0);
		}
		return all.stream()
			.filter((each) -> each.getFullName().equals(name) || each.getFullName().endsWith('.' + name))
			.findFirst()
			.orElseThrow(() -> needed("has no message '%s'".formatted(name), all));
	}

	private static void addAll(List<Descriptor> messages, List<Descriptor> all) {
		for (Descriptor each : messages) {
			if (!each.getOptions().getMapEntry()) {
				all.add(each);
				addAll(each.getNestedTypes(), all);
			}
		}
	}

	private StartException needed(String what, List<Descriptor> all) {
		String names = all.stream().map(Descriptor::getFullName).sorted().collect(Collectors.joining(", "));
		return new StartException("The file %s of '%s' %s.".formatted(this.path, this.setting, what),
				"Set '%s' to one of: %s.".formatted(this.messageSetting, names));
	}

}
