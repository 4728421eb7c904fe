package io.kafkatojdbc.description;

import java.util.Objects;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Adds the parts of the OpenAPI document that all operations share, and tidies the texts.
 */
@Component
class Description implements GlobalOpenApiCustomizer {

	private static final String SUMMARY = """
			Brings records from a Kafka topic into a PostgreSQL table, exactly once, through your own merge procedure. \
			What is under `/api` is the interface of today; the paths beside it are those of the first version, for \
			scripts, by GET and POST alike. Errors are problem documents (RFC 9457).""";

	private final String version;

	Description(ObjectProvider<BuildProperties> build) {
		this.version = build.stream()
			.map(BuildProperties::getVersion)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse("unknown");
	}

	@Override
	public void customise(OpenAPI openApi) {
		openApi.setInfo(new Info().title("kafka-to-jdbc-batch").version(this.version).description(SUMMARY));
		if (openApi.getTags() != null) {
			openApi.getTags()
				.forEach((tag) -> tag.name(StringUtils.capitalize(tag.getName().replace("-controller", "")))
					.description(plain(tag.getDescription())));
		}
		Problems.addTo(openApi.getComponents());
		openApi.getComponents().getSchemas().values().forEach(Description::tidy);
		openApi.getPaths().values().forEach(Description::tidy);
	}

	private static void tidy(Schema<?> schema) {
		schema.setDescription(plain(schema.getDescription()));
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach(Description::tidy);
		}
	}

	private static void tidy(PathItem path) {
		path.readOperations().forEach(Description::tidy);
		Operation get = path.getGet();
		Operation post = path.getPost();
		if (get != null && post != null && get.getOperationId().equals(post.getOperationId())) {
			post.setOperationId(post.getOperationId() + "ByPost");
		}
	}

	private static void tidy(Operation operation) {
		String text = plain(operation.getDescription());
		if (text != null) {
			int end = text.indexOf(". ");
			operation.setSummary((end < 0) ? text.replaceFirst("\\.$", "") : text.substring(0, end));
			operation.setDescription((end < 0) ? null : text.substring(end + 2));
		}
		if (operation.getParameters() != null) {
			operation.getParameters().forEach((each) -> each.setDescription(plain(each.getDescription())));
		}
	}

	/**
	 * Returns Javadoc as plain text. It comes as HTML, with the line breaks of the
	 * source.
	 */
	private static @Nullable String plain(@Nullable String text) {
		return (text != null) ? text.replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip() : null;
	}

}
