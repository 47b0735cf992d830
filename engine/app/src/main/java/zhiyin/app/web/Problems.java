package zhiyin.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import zhiyin.app.desk.NotSignedInException;
import zhiyin.app.people.Refused;
import zhiyin.flow.model.Finding;
import zhiyin.flow.model.RefusedFlowException;
import zhiyin.spi.Category;
import zhiyin.spi.StepFailure;

/** Errors as RFC 9457 problem details, with category, place and remedy. */
@RestControllerAdvice
class Problems {

    @ExceptionHandler(NoSuchElementException.class) ProblemDetail absent(NoSuchElementException e) {
        return problem(HttpStatus.NOT_FOUND, "There is nothing of that name that you may see.", Category.CALLER, "", "Look at the list for what there is.");
    }

    @ExceptionHandler(AuthenticationException.class) ProblemDetail unknown(AuthenticationException e, HttpServletRequest request) {
        return refused(HttpStatus.UNAUTHORIZED, request, "尚未登录，或用户名、密码不对。请用用户名和密码登录；从其他机器只能经 https 登录。",
                "Nobody is signed in, or user and password do not fit.", "Sign in with user and password; from another machine over https only.");
    }

    @ExceptionHandler(AccessDeniedException.class) ProblemDetail forbidden(AccessDeniedException e, HttpServletRequest request) {
        return refused(HttpStatus.FORBIDDEN, request, "您的角色不能使用此项，或从其他机器访问时没有加密。请向管理员申请角色；从其他机器请用 https。",
                "Your roles do not include this, or it was asked from another machine without encryption.", "Ask an administrator for the role; from another machine use https.");
    }

    @ExceptionHandler(CsrfException.class) ProblemDetail forged(CsrfException e, HttpServletRequest request) {
        return refused(HttpStatus.FORBIDDEN, request, "请求缺少本次会话的令牌。请把 XSRF-TOKEN 的 cookie 值放入请求头 X-XSRF-TOKEN。",
                "The request lacks its session's token.", "Send the value of the cookie XSRF-TOKEN in the header X-XSRF-TOKEN.");
    }

    /** Said in both languages, as a finding is. */
    private static ProblemDetail refused(HttpStatus status, HttpServletRequest request, String zh, String detail, String remedy) {
        return inBoth(problem(status, detail, Category.CALLER, request.getRequestURI(), remedy), zh);
    }

    private static ProblemDetail inBoth(ProblemDetail problem, String zh) {
        problem.setProperty("text", Map.of("zh", zh, "en", problem.getDetail() + " " + problem.getProperties().get("remedy")));
        return problem;
    }

    static ProblemDetail problem(HttpStatus status, String detail, Category category, String place, String remedy) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setProperty("category", category.name());
        problem.setProperty("place", place);
        problem.setProperty("remedy", remedy);
        return problem;
    }

    @ExceptionHandler(Refused.class) ProblemDetail refused(Refused e) {
        HttpStatus status = switch (e.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
            case IMPOSSIBLE -> HttpStatus.BAD_REQUEST;
            case CONFLICT -> HttpStatus.CONFLICT;
            case BEYOND -> HttpStatus.FORBIDDEN;
        };
        return inBoth(problem(status, e.why().en(), Category.CALLER, e.place(), e.remedy().en()), e.why().zh() + e.remedy().zh());
    }

    @ExceptionHandler(HttpMessageNotReadableException.class) ProblemDetail unreadable(HttpMessageNotReadableException e, HttpServletRequest request) {
        return refused(HttpStatus.BAD_REQUEST, request, "请求内容不是所要的 JSON。请对照 /api/docs 的接口说明。", "The request's body is not the JSON that is wanted.", "See /api/docs for what it looks like.");
    }

    @ExceptionHandler(StepFailure.class) ProblemDetail failure(StepFailure e) {
        return problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage(), e.category(), e.place(), e.remedy());
    }

    @ExceptionHandler(NotSignedInException.class) ProblemDetail notSignedIn(NotSignedInException e) {
        ProblemDetail problem = problem(HttpStatus.CONFLICT, e.getMessage(), Category.CALLER, "session", "");
        problem.setProperty("text", e.text());
        return problem;
    }

    @ExceptionHandler(RefusedFlowException.class) ProblemDetail refused(RefusedFlowException e) {
        ProblemDetail problem = problem(HttpStatus.UNPROCESSABLE_ENTITY, e.getMessage(), Category.CONFIG, e.findings().get(0).flow(), "Mend what the findings name and publish again.");
        problem.setProperty("findings", findings(e.findings()));
        return problem;
    }

    @ExceptionHandler(MethodArgumentTypeMismatchException.class) ProblemDetail mistyped(MethodArgumentTypeMismatchException e) {
        return problem(HttpStatus.BAD_REQUEST, "\"" + e.getValue() + "\" is no " + e.getName() + ".", Category.CALLER, "?" + e.getName() + "=", "Write dates as 2026-11-23 and limits as numbers.");
    }

    @ExceptionHandler(MissingServletRequestParameterException.class) ProblemDetail missing(MissingServletRequestParameterException e) {
        return inBoth(problem(HttpStatus.BAD_REQUEST, "The request lacks " + e.getParameterName() + ".", Category.CALLER, "?" + e.getParameterName() + "=", "Add it to the address."),
                "请求缺少 " + e.getParameterName() + "。请在地址中写上。");
    }

    @ExceptionHandler({NoResourceFoundException.class, HttpRequestMethodNotSupportedException.class, HttpMediaTypeNotSupportedException.class, HttpMediaTypeNotAcceptableException.class})
    ResponseEntity<ProblemDetail> unanswered(Exception e, HttpServletRequest request) {
        ErrorResponse given = (ErrorResponse) e;
        return ResponseEntity.status(given.getStatusCode()).headers(given.getHeaders()).body(unanswered(HttpStatus.valueOf(given.getStatusCode().value()), request.getRequestURI()));
    }

    /** That such a request is not answered at that address. */
    static ProblemDetail unanswered(HttpStatus status, String place) {
        return inBoth(problem(status, "Nothing here answers such a request.", Category.CALLER, place, "See /api/docs for what there is, and how it is asked for."), "此地址不接受这样的请求。可用的接口见 /api/docs。");
    }

    static List<Map<String, Object>> findings(List<Finding> findings) {
        return findings.stream().map(f -> Map.<String, Object>of("severity", f.severity(), "rule", f.rule(), "flow", f.flow(), "element", f.element(), "text", f.text())).toList();
    }
}
