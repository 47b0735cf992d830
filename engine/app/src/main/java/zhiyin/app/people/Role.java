package zhiyin.app.people;

/** What a person may do, for a unit and everything below it (SEC-02). */
public enum Role { ADMIN, AUTHOR, REVIEWER, PUBLISHER, SUPERVISOR, AGENT, INTEGRATOR }
