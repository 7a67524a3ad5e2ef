using System.CommandLine;
using Platform.Contracts;
using Platform.Synthetic;
using Platform.Synthetic.Game24;

namespace Platform.Cli.Making;

/// <summary><c>synthesize</c>: generates problems that an oracle can label, and imports them into a pool.</summary>
internal static class SynthesizeCommand
{
    private const string Game24 = SyntheticPool.Game24;

    public static Verb Create(Session session)
    {
        var family = new Argument<string>("FAMILY")
        {
            Description =
                $"{string.Join(", ", SyntheticProblems.Exact)}, {MadePool.All} of these in equal parts, "
                + $"{SyntheticProblems.Misconceived}, or {Game24}",
        };
        family.AcceptOnlyFromAmong([.. SyntheticProblems.Families, MadePool.All, Game24]);
        var pool = CommonOptions.Pool("The pool to add to; created if it does not exist");
        var problems = Whole("--problems", "Number of problems", 1, "N");
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed makes the same problems and texts",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
        };
        var split = new Option<string?>("--split")
        {
            Description = "Split of the data, which shares no problem with the others; default: train",
            HelpName = "train|reward|test",
        };
        split.AcceptOnlyFromAmong([.. Enum.GetNames<SyntheticSplit>().Select(n => n.ToLowerInvariant())]);
        var levels = new Option<string?>("--levels")
        {
            Description = $"Easiest and hardest level, within 1-{SyntheticProblems.HardestLevel}; default: 2-5",
            HelpName = "A-B",
        };
        levels.Validators.Add(given =>
        {
            if (MadePool.Levels(given.GetValueOrDefault<string?>()) is null)
            {
                given.AddError($"--levels: two numbers from 1 to {SyntheticProblems.HardestLevel}, for example 2-5.");
            }
        });
        var solutions = Whole("--solutions", "Worked solutions per problem: 1 (default for train) or 0", 0, "0|1");
        solutions.AcceptOnlyFromAmong("0", "1");
        var misconceptions = new Option<bool>("--misconceptions")
        {
            Description =
                $"{SyntheticProblems.Misconceived}: solutions by authors with misconceptions, as in a real corpus; "
                + "the oracle's labels are imported with them",
        };
        var texts = Whole("--texts", $"{Game24}: number of texts; default: 160,000", 1, "N");
        var largest = Whole(
            "--largest",
            $"{Game24}: largest number of a puzzle, {Game24Puzzle.LargestNumber}-{Game24Puzzle.LargestEnumerated}; default: {Game24Puzzle.LargestNumber}, the game's own",
            Game24Puzzle.LargestNumber,
            "N",
            Game24Puzzle.LargestEnumerated
        );
        var without = new Option<string?>("--without")
        {
            Description =
                $"{Game24}: a pool or file of test samples; texts that share three remaining numbers with it are left out",
            HelpName = "POOL|FILE",
        };
        var firstSteps = new Option<double?>("--first-steps")
        {
            Description = $"{Game24}: share of texts that are a first step only; default: {Game24Texts.UsualFirstSteps}",
            HelpName = "SHARE",
        };
        firstSteps.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double?>() is not (null or (>= 0 and <= 1)))
            {
                given.AddError("--first-steps must be from 0 to 1.");
            }
        });
        var json = CommonOptions.Json("the counts");
        var verb = new Verb(
            "synthesize",
            "Generate problems that an exact oracle can label, with worked solutions, and import them into a pool",
            """
            ./platform synthesize all --pool worked --problems 100000
            ./platform synthesize all --pool test --problems 500 --split test --levels 3-5
            ./platform synthesize chain --pool corpus --problems 60000 --levels 4-5 --misconceptions
            ./platform synthesize game24 --pool texts
            ./platform synthesize game24 --pool strict --without gpt4_samples.json
            """
        )
        {
            family,
            pool,
            problems,
            seed,
            split,
            levels,
            solutions,
            misconceptions,
            texts,
            largest,
            without,
            firstSteps,
            json,
        };
        verb.Validators.Add(given =>
        {
            Option[] foreign = given.GetValue(family) switch
            {
                Game24 => [problems, split, levels, solutions, misconceptions],
                SyntheticProblems.Misconceived => [texts, largest, without, firstSteps],
                _ => [misconceptions, texts, largest, without, firstSteps],
            };
            foreach (var option in foreign.Where(o => given.GetResult(o) is { Implicit: false }))
            {
                given.AddError($"{option.Name} is not for {given.GetValue(family)}.");
            }
        });
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var terminal = session.Terminal;
                var made =
                    parsed.GetValue(family) == Game24
                        ? MadePool.Texts(
                            parsed.GetValue(seed),
                            parsed.GetValue(texts) ?? 160_000,
                            parsed.GetValue(largest),
                            await TestTriples.Read(session, parsed.GetValue(without), "--without", cancellationToken),
                            parsed.GetValue(firstSteps)
                        )
                        : Problems(parsed);
                var result = await MadeImport.Send(session, made, parsed.GetValue(pool)!, cancellationToken);
                if (parsed.GetValue(json))
                {
                    Json.Print(terminal, result);
                }
                else
                {
                    ImportCommand.Print(terminal, result);
                }

                var known = result.Solutions + result.Unchanged;
                if (made.Unit == "texts" && result.ErrorCount == 0 && known < made.Total)
                {
                    terminal.Error.WriteLine(
                        $"{Counted.Of(made.Total - known, "text holds", "texts hold")} three numbers that stay out."
                    );
                }
                else if (made.Unit == "problems" && result.ErrorCount == 0 && result.Lines < made.Total)
                {
                    terminal.Error.WriteLine(
                        $"Only {Counted.Of(result.Lines, "such problem exists", "such problems exist")}."
                    );
                }

                return result.ErrorCount > 0 ? Exit.Failed : Exit.Ok;
            }
        );
        return verb;

        MadePool Problems(ParseResult parsed) =>
            MadePool.Of(
                new(
                    parsed.GetValue(family)!,
                    parsed.GetValue(problems) ?? 1000,
                    parsed.GetValue(split),
                    parsed.GetValue(levels),
                    parsed.GetValue(seed),
                    parsed.GetValue(misconceptions)
                ),
                parsed.GetValue(solutions)
            );
    }

    private static Option<int?> Whole(string name, string description, int least, string help, int most = int.MaxValue)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = help };
        option.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() < least)
            {
                given.AddError($"{name} must be at least {least}.");
            }

            if (given.GetValueOrDefault<int?>() > most)
            {
                given.AddError($"{name} must be at most {most}.");
            }
        });
        return option;
    }
}
