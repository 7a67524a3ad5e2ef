using System.CommandLine;
using Platform.Contracts;

namespace Platform.Cli;

/// <summary><c>tokens</c>: personal access tokens, for clients that cannot read the run folder.</summary>
internal static class TokensCommand
{
    private static readonly IReadOnlyList<Column> Columns =
    [
        new("name"),
        new("account", Drop: 3),
        new("allows"),
        new("made", Drop: 2),
        new("expires"),
        new("last used", Drop: 1),
    ];

    public static Verb Create(Session session)
    {
        var json = CommonOptions.Json("the tokens");
        var verb = new Verb(
            "tokens",
            "List the personal access tokens, make one, or revoke one",
            """
            ./platform tokens
            ./platform tokens create ann --scope read --days 30
            ./platform tokens revoke ann
            """,
            $"""
            A client elsewhere sends its token to Dataset (Authorization: Bearer TOKEN); this
            client takes it from {Endpoints.TokenVariable}. On this machine it uses the
            installation's own credential, which the run folder holds.
            """
        )
        {
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var tokens = await dataset.Ask(api => api.GetTokens(cancellationToken), cancellationToken);
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, tokens);
                }
                else if (tokens.Count == 0)
                {
                    session.Terminal.Out.WriteLine("No tokens yet: ./platform tokens create NAME makes one.");
                }
                else
                {
                    Print(session, tokens);
                }

                return Exit.Ok;
            }
        );
        verb.Subcommands.Add(Make(session));
        verb.Subcommands.Add(Revoke(session));
        return verb;
    }

    private static Verb Make(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "Who or what uses it" };
        var scope = new Option<string>("--scope")
        {
            Description =
                "What it allows: rating an account's own tasks, adjudicating too, reading, everything but tokens, or everything",
            HelpName = string.Join("|", AccessScope.All),
            DefaultValueFactory = _ => AccessScope.Write,
        };
        scope.AcceptOnlyFromAmong([.. AccessScope.All]);
        var account = new Option<string?>("--account")
        {
            Description = "An account of the Workbench; the token never allows more than its role",
            HelpName = "NAME",
        };
        var days = new Option<int>("--days")
        {
            Description = "Days until it expires",
            HelpName = "N",
            DefaultValueFactory = _ => 90,
        };
        var json = CommonOptions.Json("the token");
        var verb = new Verb(
            "create",
            "Make a token and print it, this once",
            "./platform tokens create ann --scope read --days 30"
        )
        {
            name,
            scope,
            account,
            days,
            json,
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var created = await dataset.AskAtLength(
                    api =>
                        api.CreateToken(
                            new(
                                parsed.GetValue(name)!,
                                parsed.GetValue(scope),
                                parsed.GetValue(days),
                                parsed.GetValue(account)
                            ),
                            cancellationToken
                        ),
                    "./platform tokens shows whether it was made; revoke it and make another.",
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, created);
                }
                else
                {
                    session.Terminal.Out.WriteLine(created.Token);
                    session.Terminal.Error.WriteLine(
                        $"Scope {created.Scope}, until {created.Expires:yyyy-MM-dd}. It is not shown again."
                    );
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    private static Verb Revoke(Session session)
    {
        var name = new Argument<string>("NAME") { Description = "The token's name, or its id" };
        var verb = new Verb("revoke", "Revoke a token at once", "./platform tokens revoke ann") { name };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var tokens = await dataset.Ask(api => api.GetTokens(cancellationToken), cancellationToken);
                var wanted = parsed.GetValue(name)!;
                var found = tokens.Where(t => t.Name == wanted || $"{t.Id}" == wanted).ToList() switch
                {
                    [var one] => one,
                    [] => throw new CommandFailed(
                        Exit.Rejected,
                        $"There is no token '{wanted}'; ./platform tokens lists them."
                    ),
                    var several => throw new CommandFailed(
                        Exit.Rejected,
                        $"Several tokens are called '{wanted}'; give an id: {string.Join(", ", several.Select(t => $"{t.Id} ({t.Owner ?? "no account"})"))}."
                    ),
                };
                await dataset.Ask(
                    async api =>
                    {
                        await api.RevokeToken(found.Id, cancellationToken);
                        return true;
                    },
                    cancellationToken
                );
                session.Terminal.Out.WriteLine($"Revoked {found.Name}.");
                return Exit.Ok;
            }
        );
        return verb;
    }

    private static void Print(Session session, IReadOnlyList<AccessToken> tokens) =>
        Table.Print(
            session.Terminal,
            Columns,
            [
                .. tokens.Select(t =>
                    (IReadOnlyList<string>)
                        [
                            t.Name,
                            t.Owner ?? "",
                            t.Allows,
                            $"{t.Created:yyyy-MM-dd}",
                            t.Expires > session.Time.GetUtcNow() ? $"{t.Expires:yyyy-MM-dd}" : "expired",
                            t.LastUsed is { } used ? $"{used:yyyy-MM-dd HH:mm}" : "never",
                        ]
                ),
            ]
        );
}
