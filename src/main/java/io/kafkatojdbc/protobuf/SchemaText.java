package io.kafkatojdbc.protobuf;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.squareup.wire.Syntax;
import com.squareup.wire.schema.Field;
import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a schema into descriptors, as far as reading messages needs them:
 * without services, extensions and options that do not change what the bytes mean.
 */
final class SchemaText {

	private static final Map<String, FieldDescriptorProto.Type> SCALARS = Stream
		.of("double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64",
				"sfixed32", "sfixed64", "bool", "string", "bytes")
		.collect(Collectors.toUnmodifiableMap(Function.identity(),
				(name) -> FieldDescriptorProto.Type.valueOf("TYPE_" + name.toUpperCase(Locale.ROOT))));

	private final boolean proto3;

	private SchemaText(boolean proto3) {
		this.proto3 = proto3;
	}

	/**
	 * Parses a file.
	 * @param name its name
	 * @param text its text
	 * @return its descriptors, the types in which are named as in the text
	 * @throws SchemaException if the text is no schema
	 */
	static FileDescriptorProto parse(String name, String text) throws SchemaException {
		try {
			ProtoFileElement file = ProtoParser.Companion.parse(Location.get(name), text);
			return new SchemaText(file.getSyntax() == Syntax.PROTO_3).file(name, file);
		}
		catch (RuntimeException ex) {
			// The parser throws whatever its checks throw.
			throw new SchemaException(String.valueOf(ex.getMessage()).replace('\n', ' '));
		}
	}

	private FileDescriptorProto file(String name, ProtoFileElement file) {
		FileDescriptorProto.Builder builder = FileDescriptorProto.newBuilder()
			.setName(name)
			.setSyntax(this.proto3 ? "proto3" : "proto2");
		if (file.getPackageName() != null) {
			builder.setPackage(file.getPackageName());
		}
		builder.addAllDependency(file.getImports()).addAllDependency(file.getWeakImports());
		for (String each : file.getPublicImports()) {
			builder.addPublicDependency(builder.getDependencyCount()).addDependency(each);
		}
		for (TypeElement each : file.getTypes()) {
			if (each instanceof MessageElement message) {
				builder.addMessageType(message(message));
			}
			else if (each instanceof EnumElement constants) {
				builder.addEnumType(enumeration(constants));
			}
		}
		return builder.build();
	}

	private DescriptorProto message(MessageElement element) {
		DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(element.getName());
		for (TypeElement each : element.getNestedTypes()) {
			if (each instanceof MessageElement nested) {
				message.addNestedType(message(nested));
			}
			else if (each instanceof EnumElement constants) {
				message.addEnumType(enumeration(constants));
			}
		}
		element.getFields().forEach((each) -> addField(message, each));
		element.getGroups().forEach((each) -> addGroup(message, each).setLabel(label(each.getLabel())));
		for (OneOfElement each : element.getOneOfs()) {
			int index = message.getOneofDeclCount();
			message.addOneofDecl(OneofDescriptorProto.newBuilder().setName(each.getName()));
			each.getFields().forEach((field) -> addField(message, field).setOneofIndex(index));
			each.getGroups().forEach((group) -> addGroup(message, group).setOneofIndex(index));
		}
		addOneofsOfOptionalFields(message);
		return message.build();
	}

	private FieldDescriptorProto.Builder addField(DescriptorProto.Builder message, FieldElement element) {
		FieldDescriptorProto.Builder field = message.addFieldBuilder()
			.setName(element.getName())
			.setNumber(element.getTag())
			.setLabel(label(element.getLabel()));
		if (element.getJsonName() != null) {
			field.setJsonName(element.getJsonName());
		}
		if (this.proto3 && element.getLabel() == Field.Label.OPTIONAL) {
			field.setProto3Optional(true);
		}
		String packed = option(element.getOptions(), "packed");
		if (packed != null) {
			field.getOptionsBuilder().setPacked(Boolean.parseBoolean(packed));
		}
		String type = element.getType().replace(" ", "");
		if (type.startsWith("map<")) {
			addEntryType(message, field, type);
		}
		else {
			setType(field, type);
		}
		return field;
	}

	private static void setType(FieldDescriptorProto.Builder field, String type) {
		FieldDescriptorProto.Type scalar = SCALARS.get(type);
		if (scalar != null) {
			field.setType(scalar);
		}
		else {
			// Whether it is a message or an enum is found out from the name.
			field.setTypeName(type);
		}
	}

	/** Adds the message that an entry of a map has on the wire. */
	private static void addEntryType(DescriptorProto.Builder message, FieldDescriptorProto.Builder field, String type) {
		int comma = type.indexOf(',');
		String name = entryName(field.getName());
		DescriptorProto.Builder entry = message.addNestedTypeBuilder().setName(name);
		entry.getOptionsBuilder().setMapEntry(true);
		setType(entry.addFieldBuilder().setName("key").setNumber(1).setLabel(Label.LABEL_OPTIONAL),
				type.substring("map<".length(), comma));
		setType(entry.addFieldBuilder().setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL),
				type.substring(comma + 1, type.length() - 1));
		field.setLabel(Label.LABEL_REPEATED).setTypeName(name);
	}

	private static String entryName(String fieldName) {
		StringBuilder name = new StringBuilder();
		boolean upper = true;
		for (int i = 0; i < fieldName.length(); i++) {
			char each = fieldName.charAt(i);
			if (each != '_') {
				name.append(upper ? Character.toUpperCase(each) : each);
			}
			upper = each == '_';
		}
		return name.append("Entry").toString();
	}

	private FieldDescriptorProto.Builder addGroup(DescriptorProto.Builder message, GroupElement element) {
		DescriptorProto.Builder group = message.addNestedTypeBuilder().setName(element.getName());
		element.getFields().forEach((each) -> addField(group, each));
		return message.addFieldBuilder()
			.setName(element.getName().toLowerCase(Locale.ROOT))
			.setNumber(element.getTag())
			.setLabel(Label.LABEL_OPTIONAL)
			.setType(FieldDescriptorProto.Type.TYPE_GROUP)
			.setTypeName(element.getName());
	}

	/** A field of proto3 that is optional is on its own in a oneof without a name. */
	private static void addOneofsOfOptionalFields(DescriptorProto.Builder message) {
		for (FieldDescriptorProto.Builder each : message.getFieldBuilderList()) {
			if (each.getProto3Optional()) {
				each.setOneofIndex(message.getOneofDeclCount());
				message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + each.getName()));
			}
		}
	}

	private static Label label(Field.@Nullable Label label) {
		if (label == Field.Label.REPEATED) {
			return Label.LABEL_REPEATED;
		}
		return (label == Field.Label.REQUIRED) ? Label.LABEL_REQUIRED : Label.LABEL_OPTIONAL;
	}

	private static EnumDescriptorProto enumeration(EnumElement element) {
		EnumDescriptorProto.Builder enumeration = EnumDescriptorProto.newBuilder().setName(element.getName());
		if (Boolean.parseBoolean(option(element.getOptions(), "allow_alias"))) {
			enumeration.setOptions(EnumOptions.newBuilder().setAllowAlias(true));
		}
		element.getConstants()
			.forEach((each) -> enumeration
				.addValue(EnumValueDescriptorProto.newBuilder().setName(each.getName()).setNumber(each.getTag())));
		return enumeration.build();
	}

	private static @Nullable String option(List<OptionElement> options, String name) {
		return options.stream()
			.filter((each) -> each.getName().equals(name) && !each.isParenthesized())
			.map((each) -> String.valueOf(each.getValue()))
			.findFirst()
			.orElse(null);
	}

}
