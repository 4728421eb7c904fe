package io.kafkatojdbc.start;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * A setting that the service reads.
 *
 * @param name the name of the setting
 * @param several whether the setting has several values, with names below its own name
 * @param part the name of a part of each of these values; {@code null} if the values have
 * no parts
 */
record KnownSetting(ConfigurationPropertyName name, boolean several, @Nullable String part) {

	/** The name above all settings of the service. */
	static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("ingest");

	/**
	 * Returns the settings that a class reads.
	 * @param type the class of a bean
	 * @return the settings; empty if the class is no record of the service's settings
	 */
	static Stream<KnownSetting> of(@Nullable Class<?> type) {
		if (type == null || !type.isRecord()) {
			return Stream.empty();
		}
		ConfigurationPropertyName prefix = ConfigurationPropertyName
			.of(type.getAnnotation(ConfigurationProperties.class).value());
		return (OURS.equals(prefix) || OURS.isAncestorOf(prefix)) ? of(prefix, type) : Stream.empty();
	}

	private static Stream<KnownSetting> of(ConfigurationPropertyName prefix, Class<?> type) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> of(prefix, component));
	}

	private static Stream<KnownSetting> of(ConfigurationPropertyName prefix, RecordComponent component) {
		ConfigurationPropertyName name = prefix.append(dashed(component));
		if (component.getType().isRecord()) {
			return of(name, component.getType());
		}
		Class<?> value = ResolvableType.forType(component.getGenericType()).asMap().getGeneric(1).resolve();
		if (value != null && value.isRecord()) {
			return Arrays.stream(value.getRecordComponents()).map((part) -> new KnownSetting(name, true, dashed(part)));
		}
		Class<?> type = component.getType();
		boolean several = Map.class.isAssignableFrom(type) || Collection.class.isAssignableFrom(type);
		return Stream.of(new KnownSetting(name, several, null));
	}

	private static String dashed(RecordComponent component) {
		return DataObjectPropertyName.toDashedForm(component.getName());
	}

	/**
	 * Returns whether a name sets this setting. A name above this setting counts too,
	 * because YAML can have such a name without a value.
	 */
	boolean isSetBy(ConfigurationPropertyName other) {
		if (this.name.equals(other) || other.isAncestorOf(this.name)) {
			return true;
		}
		int depth = other.getNumberOfElements() - this.name.getNumberOfElements();
		return this.several && this.name.isAncestorOf(other)
				&& (this.part == null || depth == 1 || isPart(other, depth));
	}

	/** Returns whether a name sets the part, or an entry of a part that is a list. */
	private boolean isPart(ConfigurationPropertyName other, int depth) {
		return (depth == 2 || (depth == 3 && other.isLastElementIndexed()))
				&& other.getElement(this.name.getNumberOfElements() + 1, Form.DASHED).equals(this.part);
	}

	@Override
	public String toString() {
		return (this.part != null) ? "%s.<name>.%s".formatted(this.name, this.part) : this.name.toString();
	}

}
