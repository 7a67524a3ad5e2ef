using System.CommandLine;
using System.Text.RegularExpressions;
using Platform.Checkpoints;
using Platform.Cli.Progress;
using Platform.Contracts;
using Platform.DatasetClient;
using Platform.Inference;

namespace Platform.Cli.Models;

/// <summary><c>models add</c>: registers a checkpoint's directory as a reward model or a language model.</summary>
internal static partial class AddModelCommand
{
    /// <summary>For a range; Dataset verifies the hash of the whole file with the last one.</summary>
    private static readonly TimeSpan RangeLimit = TimeSpan.FromMinutes(10);

    public static Verb Create(Session session)
    {
        var directory = new Argument<string>("DIRECTORY")
        {
            Description =
                "config.json, *.safetensors, tokenizer.json and tokenizer_config.json, as they come from the hub; or a "
                + "reward-model.json with 'remote', of a reward model that is served elsewhere",
        };
        var name = new Option<string?>("--name")
        {
            Description = "Name of the model; default: the directory's",
            HelpName = "NAME",
        };
        var family = new Option<string>("--family")
        {
            Description =
                $"How it is used: {string.Join(", ", Family.All.Select(f => f.Name))}, language, or auto: by its heads and its "
                + "architecture",
            HelpName = "FAMILY",
            DefaultValueFactory = _ => "auto",
        };
        var prompt = new Option<string?>("--prompt")
        {
            Description =
                "A language model's prompt, special tokens by name and {statement} once; default: by its chat template",
            HelpName = "TEXT",
        };
        var inPlace = new Option<bool>("--in-place")
        {
            Description =
                "Leave the weights where they are, for services on machines that see the directory under the same path",
        };
        prompt.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string>()?.Split("{statement}").Length != 2)
            {
                given.AddError("--prompt needs {statement} once.");
            }
        });
        var chatTemplate = new Option<string?>("--chat-template")
        {
            Description =
                $"Layout of a language model's chats: {string.Join(", ", ChatPreset.Names)}; default: by the checkpoint's chat "
                + "template",
            HelpName = "NAME",
        };
        chatTemplate.Validators.Add(given =>
        {
            var layout = given.GetValueOrDefault<string>();
            if (!ChatPreset.Names.Contains(layout))
            {
                given.AddError($"--chat-template '{layout}' is not one of {string.Join(", ", ChatPreset.Names)}.");
            }
        });
        var json = CommonOptions.Json("the model");
        var verb = new Verb(
            "add",
            "Register a checkpoint of the Llama family (Llama, Mistral, Qwen2, Qwen3) as it comes from Hugging Face's hub",
            """
            ./platform models add checkpoints/Qwen2.5-Math-PRM-7B --name qwen-prm
            ./platform models add checkpoints/math-shepherd-mistral-7b-prm --family math-shepherd
            ./platform models add checkpoints/Qwen2.5-1.5B-Instruct --name qwen-1.5b --in-place
            ./platform models add checkpoints/my-llama --chat-template llama3
            ./platform models add served/qwen-prm-72b
            """
        )
        {
            directory,
            name,
            family,
            prompt,
            inPlace,
            chatTemplate,
            json,
        };
        verb.Validators.Add(given =>
        {
            if (given.GetResult(prompt) is not null && given.GetResult(chatTemplate) is not null)
            {
                given.AddError("--prompt and --chat-template are both given: keep one of them.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var model = await Add(
                    session,
                    Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(directory)!)),
                    parsed.GetValue(name),
                    parsed.GetValue(family)!,
                    parsed.GetValue(prompt),
                    parsed.GetValue(inPlace),
                    parsed.GetValue(chatTemplate),
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    Json.Print(session.Terminal, model);
                }
                else
                {
                    Table.Print(session.Terminal, ModelsCommand.Columns, [ModelsCommand.Row(model)]);
                }

                return Exit.Ok;
            }
        );
        return verb;
    }

    private static async Task<ModelSummary> Add(
        Session session,
        string directory,
        string? name,
        string family,
        string? prompt,
        bool inPlace,
        string? chatTemplate,
        CancellationToken cancellationToken
    )
    {
        if (!Directory.Exists(directory))
        {
            throw new CommandFailed(Exit.Rejected, $"{directory} is not a directory.");
        }

        var notes = session.Terminal.Error;
        using var dataset = new DatasetConnection(session);
        if (await Served(session, directory, name, cancellationToken))
        {
            string served = await Upload(dataset, directory, notes, cancellationToken);
            return await dataset.Ask(api => api.GetModel(served, null, cancellationToken), cancellationToken);
        }

        name ??= NotInNames().Replace(Path.GetFileName(directory), "-");
        if (!Names.IsValid(name))
        {
            throw new CommandFailed(
                Exit.Rejected,
                $"'{name}' is not a valid name for a model: use {Names.Rule} (--name)."
            );
        }

        await dataset.Ask(api => api.GetModels(cancellationToken), cancellationToken);
        using var model = inPlace ? ModelFiles.Temporary() : ModelFiles.Beside(directory);
        try
        {
            var checkpoint = Checkpoint.Open(directory, inPlace);
            foreach (string file in checkpoint.Files)
            {
                model.Add(file);
            }

            if (!inPlace)
            {
                notes.WriteLine($"Loading {name} on the CPU and scoring an example");
            }

            checkpoint.Write(model.Directory, name, family, prompt, chatTemplate);
        }
        catch (Exception e) when (e is InvalidDataException or UnavailableModelException)
        {
            throw new CommandFailed(Exit.Rejected, $"{directory} was not added: {e.Message}", e);
        }

        string version = await Upload(dataset, model.Directory, notes, cancellationToken);
        return await dataset.Ask(api => api.GetModel(version, null, cancellationToken), cancellationToken);
    }

    /// <summary>True for a model that is served elsewhere, which has given its golden example.</summary>
    private static async Task<bool> Served(
        Session session,
        string directory,
        string? name,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (!RemoteModelCheck.Applies(directory))
            {
                return false;
            }

            string own = await RemoteModelCheck.Run(
                directory,
                session.Environment,
                session.Terminal.Error,
                cancellationToken
            );
            return name is null || name == own
                ? true
                : throw new CommandFailed(
                    Exit.Rejected,
                    $"{directory} was not added: its manifest names the model {own}, and --name {name}."
                );
        }
        catch (InvalidDataException e)
        {
            throw new CommandFailed(Exit.Rejected, $"{directory} was not added: {e.Message}", e);
        }
    }

    /// <summary>Uploads the files in ranges. What has arrived is kept, so a repeated command continues.</summary>
    private static Task<string> Upload(
        DatasetConnection dataset,
        string directory,
        TextWriter notes,
        CancellationToken cancellationToken
    ) =>
        ModelDirectory.Publish(
            directory,
            request =>
                dataset.Ask(
                    async api =>
                    {
                        await request(api);
                        return true;
                    },
                    RangeLimit,
                    cancellationToken
                ),
            cancellationToken,
            (file, sent) =>
            {
                if (sent == 0)
                {
                    notes.WriteLine($"Uploading {file.Path} ({Figures.Bytes(file.Bytes)})");
                }
                else if (Tenths(sent, file) > Tenths(sent - FileTransfer.RangeBytes, file))
                {
                    notes.WriteLine($"Uploaded {Figures.Bytes(sent)} of {Figures.Bytes(file.Bytes)}");
                }
            }
        );

    private static long Tenths(long sent, ModelFile file) => 10 * Math.Max(0, sent) / Math.Max(1, file.Bytes);

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex NotInNames();
}
