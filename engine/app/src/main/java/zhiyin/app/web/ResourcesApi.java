package zhiyin.app.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import zhiyin.app.desk.AgentState;
import zhiyin.app.desk.Board;
import zhiyin.app.desk.LiveQueues;
import zhiyin.app.desk.OutboundRules;
import zhiyin.app.people.Refused;
import zhiyin.app.people.Words;
import zhiyin.app.record.CallReports;
import zhiyin.app.record.Units;
import zhiyin.app.security.Scope;
import zhiyin.app.security.Sight;
import zhiyin.app.settings.Centre;
import zhiyin.app.telephony.Resources;
import zhiyin.sip.CallSource;
import zhiyin.sip.Registration;
import zhiyin.sip.TrunkState;

/** What the hotline has in use (CTI-02, REC-04): lines, ports, phones, and every call with the step it stands in and whether it is being recorded. For supervisors and administrators; people are named to who sees what they are doing. */
@RestController
@RequestMapping("/api/resources")
class ResourcesApi {

    private final Resources resources;
    private final LiveQueues floor;
    private final OutboundRules outbound;
    private final CallReports reports;
    private final Centre centre;
    private final Scope scope;

    ResourcesApi(Resources resources, LiveQueues floor, OutboundRules outbound, CallReports reports, Centre centre, Scope scope) {
        this.resources = resources;
        this.floor = floor;
        this.outbound = outbound;
        this.reports = reports;
        this.centre = centre;
        this.scope = scope;
    }

    /** As it is at this moment; a page asks again. */
    @GetMapping Map<String, Object> now() {
        Resources.Now now = resources.now();
        Board board = floor.board();
        Sight sight = scope.sight();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("calls", Map.of("used", now.channels().size(), "of", now.mostCalls()));
        shown.put("ports", Map.of("used", now.portsUsed(), "of", now.ports()));
        shown.put("phones", Map.of("used", now.phones().size(), "of", now.extensions()));
        shown.put("recorded", now.channels().stream().filter(channel -> channel.recorded().isPresent()).count());
        shown.put("outgoing", outbound.on());
        shown.put("mayHangUp", sight.supervises(Units.ROOT));
        shown.put("trunks", now.trunks().stream().map(this::trunk).toList());
        shown.put("channels", now.channels().stream().map(channel -> channel(channel, board, sight)).toList());
        shown.put("registered", now.phones().stream().map(phone -> phone(phone, board, sight)).toList());
        return shown;
    }

    private Map<String, Object> trunk(TrunkState state) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", state.trunk().id());
        shown.put("address", state.trunk().host() + ":" + state.trunk().port());
        shown.put("transport", state.trunk().transport());
        shown.put("prefixes", state.trunk().prefixes());
        shown.put("reach", state.reach());
        shown.put("since", centre.at(state.since()));
        shown.put("calls", state.calls());
        return shown;
    }

    private Map<String, Object> channel(Resources.Channel channel, Board board, Sight sight) {
        String callId = channel.facts().callId();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("callId", callId);
        shown.put("caller", sight.personal(channel.facts().caller(), Units.ROOT));
        shown.put("dialed", channel.facts().dialed());
        shown.put("direction", channel.facts().direction());
        shown.put("since", centre.at(channel.facts().at()));
        shown.put("line", Optional.ofNullable(channel.facts().source()).map(ResourcesApi::line).orElse(null));
        shown.put("flow", channel.standing().map(at -> Map.of("id", at.flow(), "title", at.title(), "version", at.version(), "element", at.element(), "name", at.name(), "step", at.step())).orElse(null));
        shown.put("people", board.people().stream().filter(person -> callId.equals(person.callId()) && person.state() != AgentState.WRAP_UP && sight.supervises(person.unit())).map(Board.Person::name).toList());
        shown.put("recordedSeconds", channel.recorded().map(Duration::toSeconds).orElse(null));
        return shown;
    }

    /** The trunk or the extension that it came over; of a stranger his address. */
    private static String line(CallSource source) {
        return source.kind() == CallSource.Kind.UNKNOWN ? source.address().getAddress().getHostAddress() : source.name();
    }

    private Map<String, Object> phone(Registration phone, Board board, Sight sight) {
        List<String> there = board.people().stream().filter(person -> person.extension().equals(phone.number()) && sight.supervises(person.unit())).map(Board.Person::name).toList();
        return Map.of("number", phone.number(), "address", phone.source().getAddress().getHostAddress() + ":" + phone.source().getPort(), "transport", phone.transport().name().toUpperCase(Locale.ROOT),
                "until", centre.at(phone.expires()), "people", there);
    }

    /** Ends a call whatever it is doing; who did stands in its record. 404: there is no such call; 409: it is over. */
    @PostMapping("/calls/{callId}/hang-up") @ResponseStatus(HttpStatus.NO_CONTENT) void hangUp(@PathVariable String callId, Authentication who) {
        CallReports.Call call = reports.call(callId, Units.ALL).orElseThrow(NoSuchElementException::new);
        if (!scope.sight().supervises(call.unit())) {
            throw new AccessDeniedException("for supervisors of the unit");
        }
        if (!resources.hangUp(callId, who.getName())) {
            throw Refused.conflict("call", new Words("通话已经结束。", "The call is over."), new Words("请刷新列表。", "Look at the list again."));
        }
    }
}
