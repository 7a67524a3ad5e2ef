using Platform.Contracts;

namespace Platform.Cli.Models;

/// <summary><c>models</c>: lists the models that can score or write solutions.</summary>
internal static class ModelsCommand
{
    private const string Imported = "imported";

    public static Verb Create(Session session)
    {
        var json = CommonOptions.Json("the models");
        var verb = new Verb(
            "models",
            "List the models, or add one",
            """
            ./platform models
            ./platform models --json
            ./platform models add checkpoints/Qwen2.5-Math-PRM-7B
            """
        )
        {
            json,
            AddModelCommand.Create(session),
        };
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var dataset = new DatasetConnection(session);
                var models = await dataset.Ask(api => api.GetModels(cancellationToken), cancellationToken);
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, models);
                }
                else if (models.Count == 0)
                {
                    session.Terminal.Out.WriteLine(
                        "No models: the platform registers those under models/ at its start, those it trains (./platform train), and checkpoints (./platform models add)."
                    );
                }
                else
                {
                    Table.Print(session.Terminal, Columns, [.. models.Select(Row)]);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("model"),
        new("kind"),
        new("scored", Right: true),
        new("classes", Drop: 1),
        new("version", Drop: 2),
        new("size", Right: true, Drop: 3),
        new("registered", Drop: 4),
    ];

    public static IReadOnlyList<string> Row(ModelSummary model) =>
        [
            model.Name,
            model.Kind,
            $"{model.Scored:N0}",
            string.Join(", ", model.Classes),
            model.Version == Imported ? $"came with {model.Pool}" : model.Version[..Math.Min(12, model.Version.Length)],
            model.Version == Imported ? "–" : Progress.Figures.Bytes(model.Bytes),
            $"{model.Registered:yyyy-MM-dd HH:mm}",
        ];
}
