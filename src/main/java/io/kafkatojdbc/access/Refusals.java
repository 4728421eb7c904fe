package io.kafkatojdbc.access;

import java.io.IOException;
import java.util.stream.Collectors;

import io.kafkatojdbc.access.AccessRules.Refusal;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/**
 * Answers refused requests with a problem document that says why, like any other error.
 */
@Component
class Refusals implements AccessDeniedHandler, RequestRejectedHandler {

	private final JsonMapper json;

	Refusals(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Returns an entry point that asks for credentials, and a challenge that says for
	 * which.
	 */
	AuthenticationEntryPoint askFor(String what, AuthenticationEntryPoint challenge) {
		return (request, response, exception) -> {
			if (exception instanceof TokenCheck.ImpossibleException) {
				write(response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(exception.getMessage()));
				return;
			}
			if (exception instanceof TriedTooOftenException tried) {
				response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tried.retryAfterSeconds()));
				write(response, HttpStatus.TOO_MANY_REQUESTS,
						tried.getMessage() + " Wait " + tried.retryAfterSeconds() + " s before another one.");
				return;
			}
			response.setStatus(HttpStatus.UNAUTHORIZED.value());
			challenge.commence(request, response, exception);
			write(response, HttpStatus.valueOf(response.getStatus()), "This takes " + what + ".");
		};
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException exception)
			throws IOException, ServletException {
		AuthorizationResult result = (exception instanceof AuthorizationDeniedException denied)
				? denied.getAuthorizationResult() : null;
		if (result instanceof Refusal refusal) {
			if (refusal == Refusal.POST_ONLY) {
				response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
			}
			write(response, refusal.status(), refusal.detail());
		}
		else {
			write(response, HttpStatus.FORBIDDEN, missingRole(result));
		}
	}

	private static String missingRole(@Nullable AuthorizationResult result) {
		if (result instanceof AuthorityAuthorizationDecision decision) {
			return decision.getAuthorities()
				.stream()
				.map(GrantedAuthority::getAuthority)
				.map((authority) -> String.valueOf(authority).replaceFirst("^ROLE_", ""))
				.collect(Collectors.joining(" or ", "This takes the role ", "."));
		}
		return "This is not allowed.";
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException exception)
			throws IOException {
		// The exception's message quotes headers, so it is not passed on.
		write(response, HttpStatus.BAD_REQUEST, "The path or a header has characters that are not accepted in one.");
	}

	void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
		response.setStatus(status.value());
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		response.getOutputStream()
			.write(this.json.writeValueAsBytes(new Problem(detail, status.value(), status.getReasonPhrase())));
	}

	/**
	 * A problem document, as in RFC 9457.
	 *
	 * @param detail what is wrong
	 * @param status the status code
	 * @param title what the status code means
	 */
	private record Problem(String detail, int status, String title) {
	}

}
